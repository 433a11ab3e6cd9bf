package dev.placemill.server.http;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// Lets clients send their bodies compressed. The limit on a body's size counts what comes out.
final class GzipRequests implements ContentEncoding {
  private final Patience patience;

  /// @param patience with what comes from the network; there is gzip of any length that holds
  ///   nothing
  GzipRequests(Patience patience) {
    this.patience = patience;
  }

  @Override
  public Set<String> ids() {
    return Set.of("gzip", "x-gzip");
  }

  @Override
  public boolean supportsEncoding() {
    return false;
  }

  @Override
  public boolean supportsDecoding() {
    return true;
  }

  @Override
  public ContentDecoder decoder() {
    return compressed -> {
      try {
        return new GZIPInputStream(patience.over(compressed));
      } catch (IOException | UncheckedIOException e) {
        throw new ApiException(
            ErrorCode.MALFORMED_JSON, "The body says it is gzip but is not.", List.of());
      }
    };
  }

  @Override
  public ContentEncoder encoder() {
    return ContentEncoder.NO_OP;
  }

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public String type() {
    return "gzip-requests";
  }
}
