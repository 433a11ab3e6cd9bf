package dev.placemill.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.IntPredicate;

/// A request's body that ends with 413 when it grows over the limit, and with 503 when there is no
/// memory for it beside the bodies of other requests.
final class BoundedBody extends FilterInputStream {
  private static final int RETRY_WITHOUT_MEMORY_SECONDS = 1;

  private final Limit limit;
  private final IntPredicate memory;
  private long left;

  /// @param memory takes so many bytes more, if there are so many
  BoundedBody(InputStream body, Limit limit, IntPredicate memory) {
    super(body);
    this.limit = limit;
    this.memory = memory;
    this.left = limit.bytes();
  }

  /// How large a body may be.
  ///
  /// @param remedy what a client does about one that is larger, to end a sentence
  record Limit(long bytes, String remedy) {
    ApiException exceeded() {
      return new ApiException(
              ErrorCode.BODY_TOO_LARGE,
              String.format(Locale.ROOT, "The body is over %,d bytes; %s.", bytes, remedy))
          .closing();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return counted(super.read(into, offset, length));
  }

  private int counted(int read) {
    int bytes = Math.max(0, read);
    left -= bytes;
    if (left < 0) {
      throw limit.exceeded();
    }
    if (!memory.test(bytes)) {
      throw new ApiException(
              ErrorCode.UNAVAILABLE,
              "Too many large requests are being read at this moment; try again.")
          .retryAfter(RETRY_WITHOUT_MEMORY_SECONDS)
          .closing();
    }
    return read;
  }
}
