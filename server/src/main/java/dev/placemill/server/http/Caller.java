package dev.placemill.server.http;

/// The organization on whose behalf a request is made, as the authenticator established it.
public record Caller(long orgId, String org) {}
