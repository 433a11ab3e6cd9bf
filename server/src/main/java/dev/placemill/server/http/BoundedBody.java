package dev.placemill.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// A request's body, decompressed, that ends with 413 when it grows over the limit.
///
/// What is over the limit is still read and thrown away, within reason: a connection that is closed
/// while its client is sending is reset, and the client never sees the answer that tells it why.
final class BoundedBody extends FilterInputStream {
  /// So many times the limit is read before the connection is given up.
  static final int PATIENCE = 4;

  private static final int BLOCK = 64 * 1024;

  private final long limit;
  private long left;

  BoundedBody(InputStream body, long limit) {
    super(body);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    counted(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return counted(super.read(into, offset, length));
  }

  private int counted(int read) throws IOException {
    left -= Math.max(0, read);
    if (left < 0) {
      var tooLarge =
          new ApiException(
              ErrorCode.BODY_TOO_LARGE,
              String.format(
                  Locale.ROOT,
                  "The body is over %,d bytes; send the places in smaller batches.",
                  limit));
      throw readToItsEnd() ? tooLarge : tooLarge.closing();
    }
    return read;
  }

  private boolean readToItsEnd() throws IOException {
    byte[] block = new byte[BLOCK];
    for (long patience = (PATIENCE - 1) * limit; patience > 0; ) {
      int read = super.read(block, 0, block.length);
      if (read < 0) {
        return true;
      }
      patience -= read;
    }
    return false;
  }
}
