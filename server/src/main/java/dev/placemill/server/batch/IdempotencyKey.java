package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Request;
import dev.placemill.server.http.RequestName;
import dev.placemill.table.ListSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The name a client gives to one request, so that sending it again does it once.
///
/// @param fingerprint SHA-256 of the route and the body
record IdempotencyKey(String name, byte[] fingerprint) {
  private static final int BLOCK = 64 * 1024;

  /// The key of a request, or null when it has none.
  ///
  /// @param route what the key holds for; the same body sent elsewhere is another request
  static @Nullable IdempotencyKey find(Request request, String route, byte[] body) {
    return RequestName.find(request)
        .map(name -> new IdempotencyKey(name, fingerprint(route, body)))
        .orElse(null);
  }

  /// The same of a body that is a list.
  static @Nullable IdempotencyKey find(Request request, String route, ListSource body) {
    return RequestName.find(request)
        .map(name -> new IdempotencyKey(name, fingerprint(route, body)))
        .orElse(null);
  }

  private static byte[] fingerprint(String route, byte[] body) {
    return fingerprint(route, ListSource.of("The body", body));
  }

  private static byte[] fingerprint(String route, ListSource body) {
    try (InputStream bytes = body.open()) {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(route.getBytes(UTF_8));
      byte[] block = new byte[BLOCK];
      for (int read = bytes.read(block); read >= 0; read = bytes.read(block)) {
        digest.update(block, 0, read);
      }
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
