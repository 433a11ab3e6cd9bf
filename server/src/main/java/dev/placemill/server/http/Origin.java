package dev.placemill.server.http;

/// Where a request came from.
///
/// @param requestId finds it in the log
/// @param address of whoever connected, which is the proxy where there is one
public record Origin(String requestId, String address) {}
