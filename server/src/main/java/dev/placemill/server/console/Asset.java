package dev.placemill.server.console;

import dev.placemill.server.http.EntityTags;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// A file of the page. A browser asks every time whether it has changed, so that a new version of
/// the server is seen at once, and is told so in a line while it has not.
///
/// @param tag weak, since the file goes out compressed and plain under the same one
record Asset(byte[] bytes, String mediaType, String tag) {
  private static final int BYTES_OF_TAG = 12;

  static Optional<Asset> find(String resource, String mediaType) {
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(of(in.readAllBytes(), mediaType));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Asset of(byte[] bytes, String mediaType) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Asset(
          bytes,
          mediaType,
          "W/\"%s\"".formatted(HexFormat.of().formatHex(digest, 0, BYTES_OF_TAG)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Response answer(Request request) {
    Response answer =
        EntityTags.of(request).have(tag)
            ? new Response(304, Map.of(), _ -> {})
            : new Response(200, Map.of("Content-Type", mediaType), out -> out.write(bytes));
    return answer
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer");
  }
}
