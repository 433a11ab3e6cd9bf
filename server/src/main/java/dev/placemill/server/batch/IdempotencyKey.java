package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Request;
import dev.placemill.server.http.RequestName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The name a client gives to one request, so that sending it again does it once.
///
/// @param fingerprint SHA-256 of the route and the body
record IdempotencyKey(String name, byte[] fingerprint) {
  /// The key of a request, or null when it has none.
  ///
  /// @param route what the key holds for; the same body sent elsewhere is another request
  static @Nullable IdempotencyKey find(Request request, String route, byte[] body) {
    return RequestName.find(request)
        .map(name -> new IdempotencyKey(name, fingerprint(route, body)))
        .orElse(null);
  }

  private static byte[] fingerprint(String route, byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(route.getBytes(UTF_8));
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
