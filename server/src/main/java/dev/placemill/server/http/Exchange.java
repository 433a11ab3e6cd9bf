package dev.placemill.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request and what became of it, for those who keep account of requests.
///
/// @param route its path as it was registered, `/{org}/...`; null when no route leads there
/// @param path as the client sent it
/// @param query as the client sent it; empty when there is none
/// @param protocol `1.1` or `2.0`
/// @param bytes of the answer's body, as they went over the network
/// @param whole whether the client could be given all of its answer
public record Exchange(
    String method,
    @Nullable String route,
    String path,
    String query,
    String protocol,
    int status,
    long bytes,
    Duration time,
    boolean whole) {}
