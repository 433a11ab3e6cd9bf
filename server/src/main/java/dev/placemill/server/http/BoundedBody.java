package dev.placemill.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// A request's body, decompressed, that ends with 413 when it grows over the limit, and with 503
/// when there is no memory for it beside the bodies of other requests.
///
/// What is not taken is still read and thrown away, within reason: a connection that is closed
/// while its client is sending is reset, and the client never sees the answer that tells it why.
final class BoundedBody extends FilterInputStream {
  /// So many times the limit is read before the connection is given up.
  static final int PATIENCE = 4;

  private static final int BLOCK = 64 * 1024;
  private static final int RETRY_WITHOUT_MEMORY_SECONDS = 1;

  private final long limit;
  private final BodyMemory.Share memory;
  private long left;
  private boolean givenUp;

  BoundedBody(InputStream body, long limit, BodyMemory.Share memory) {
    super(body);
    this.limit = limit;
    this.memory = memory;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return counted(super.read(into, offset, length));
    } catch (RuntimeException e) {
      givenUp = true;
      throw e;
    }
  }

  private int counted(int read) throws IOException {
    int bytes = Math.max(0, read);
    left -= bytes;
    if (left < 0) {
      throw notTaken(
          new ApiException(
              ErrorCode.BODY_TOO_LARGE,
              String.format(
                  Locale.ROOT,
                  "The body is over %,d bytes; send the places in smaller batches.",
                  limit)));
    }
    if (!memory.take(bytes)) {
      throw notTaken(
          new ApiException(
                  ErrorCode.UNAVAILABLE,
                  "Too many large requests are being read at this moment; try again.")
              .retryAfter(RETRY_WITHOUT_MEMORY_SECONDS));
    }
    return read;
  }

  private ApiException notTaken(ApiException why) throws IOException {
    memory.close();
    return readToItsEnd() ? why : why.closing();
  }

  /// The web server's own stream would wait for the rest before it closes.
  @Override
  public void close() throws IOException {
    if (!givenUp) {
      super.close();
    }
  }

  private boolean readToItsEnd() throws IOException {
    byte[] block = new byte[BLOCK];
    for (long patience = (PATIENCE - 1) * limit + Math.min(0, left); patience > 0; ) {
      int read = super.read(block, 0, block.length);
      if (read < 0) {
        return true;
      }
      patience -= read;
    }
    return false;
  }
}
