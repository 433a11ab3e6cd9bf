package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name a client gives to one request, so that sending it again does it once.
///
/// @param fingerprint SHA-256 of the route and the body
record IdempotencyKey(String name, byte[] fingerprint) {
  static final String HEADER = "Idempotency-Key";

  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /// The key of a request, or null when it has none.
  ///
  /// @param route what the key holds for; the same body sent elsewhere is another request
  static @Nullable IdempotencyKey find(Request request, String route, byte[] body) {
    return findName(request)
        .map(name -> new IdempotencyKey(name, fingerprint(route, body)))
        .orElse(null);
  }

  private static Optional<String> findName(Request request) {
    Optional<String> name = request.findHeader(HEADER);
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "Idempotency-Key must be 1 to 255 printable ASCII characters without blanks.");
    }
    return name;
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
