package dev.placemill.server.http;

/// What a request asks for, as its client sees this server.
///
/// @param path percent-decoded, without what a proxy takes away
/// @param prefix what a proxy takes away, see [PathPrefix]; mostly empty
/// @param authority the host, and the port where it is not the usual one
/// @param isOverTls whether nobody reads along between the client, or its proxy, and this server
record Target(String method, String path, String prefix, String authority, boolean isOverTls) {}
