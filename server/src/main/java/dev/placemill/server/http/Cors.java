package dev.placemill.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tells browsers whether a page of another origin may use this server, as the Fetch standard has
/// it. Keys come in a header that the page sets itself; cookies are never asked for, so credentials
/// are never allowed.
final class Cors {
  /// By which a browser asks beforehand whether a request is welcome.
  static final String METHOD_ASKED = "Access-Control-Request-Method";

  /// What a page may read of an answer.
  private static final String EXPOSED =
      "Link, ETag, Location, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed,"
          + " Preference-Applied, Content-Disposition, Deprecation, Sunset, X-Request-Id";

  /// What a page may send beside what every page may.
  private static final String ALLOWED =
      "Authorization, apiKey, Content-Type, Content-Encoding, Idempotency-Key, Prefer,"
          + " If-None-Match, Last-Event-ID, X-Request-Id, Placemill-Vocabulary, traceparent, tracestate";

  /// How long a browser need not ask again.
  private static final String SECONDS_KNOWN = "7200";

  private final CorsConfig config;

  Cors(CorsConfig config) {
    this.config = config;
  }

  /// Whether answers differ by who asks, which caches have to know.
  boolean dependsOnOrigin() {
    return !config.origins().isEmpty() && !config.origins().contains(CorsConfig.EVERY);
  }

  /// The headers that the answer to a page gets; none for a page that may not use this server,
  /// which its browser then keeps from reading the answer.
  ///
  /// @param methods what the path answers to, where this is the answer to OPTIONS
  Map<String, String> headers(
      Optional<String> origin, Optional<String> methodAsked, Optional<String> methods) {
    if (origin.isEmpty() || !isAllowed(origin.get())) {
      return Map.of();
    }
    Map<String, String> headers = new TreeMap<>();
    headers.put("Access-Control-Allow-Origin", dependsOnOrigin() ? origin.get() : CorsConfig.EVERY);
    if (methodAsked.isPresent() && methods.isPresent()) {
      headers.put("Access-Control-Allow-Methods", methods.get());
      headers.put("Access-Control-Allow-Headers", ALLOWED);
      headers.put("Access-Control-Max-Age", SECONDS_KNOWN);
    } else {
      headers.put("Access-Control-Expose-Headers", EXPOSED);
    }
    return headers;
  }

  private boolean isAllowed(String origin) {
    return config.origins().contains(CorsConfig.EVERY) || config.origins().contains(origin);
  }
}
