package dev.placemill.server.http;

import java.time.Duration;

/// Settings of servers that are made for one test.
final class TestHttp {
  /// A caller that may send as many requests as it likes.
  static final Caller ACME =
      new Caller(1, "acme", 1L, Scope.USUAL, new CallerLimits(0, null, null, null));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestHttp() {}

  /// A server with limits of its own.
  static HttpConfig limits(long maxBodyBytes, int bodyMemoryPercent, Duration patience) {
    return new HttpConfig(
        "127.0.0.1",
        0,
        maxBodyBytes,
        maxBodyBytes,
        bodyMemoryPercent,
        patience,
        Duration.ZERO,
        CorsConfig.OFF,
        null,
        null);
  }

  static HttpConfig limits(long maxBodyBytes, int bodyMemoryPercent) {
    return limits(maxBodyBytes, bodyMemoryPercent, PATIENCE);
  }

  /// A server that lets pages of these origins in.
  static HttpConfig letting(CorsConfig cors) {
    return new HttpConfig(
        "127.0.0.1", 0, 100_000, 100_000, 1, PATIENCE, Duration.ZERO, cors, null, null);
  }

  /// A server that speaks over TLS.
  static HttpConfig over(TlsConfig tls) {
    return new HttpConfig(
        "127.0.0.1", 0, 100_000, 100_000, 1, PATIENCE, Duration.ZERO, CorsConfig.OFF, tls, null);
  }
}
