package dev.placemill.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A body as it comes from the network, that ends with 408 when it comes too slowly on the whole.
/// What has come of it is held in memory, which a client must not keep from others for hours.
final class PacedBody extends FilterInputStream {
  private static final long BYTES_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long patience;
  private final LongSupplier nanoTime;
  private final long began;
  private long received;

  /// @param patience how many nanoseconds it may take at any pace
  PacedBody(InputStream body, long patience, LongSupplier nanoTime) {
    super(body);
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(into, offset, length);
    } catch (IOException | UncheckedIOException e) {
      if (isSilence(e)) {
        throw tooSlow();
      }
      throw e;
    }
    if (read > 0) {
      received += read;
      refuseWhenSlow();
    }
    return read;
  }

  private void refuseWhenSlow() {
    long soFar = nanoTime.getAsLong() - began;
    if (soFar > patience && received < soFar / NANOS_PER_SECOND * BYTES_PER_SECOND) {
      throw tooSlow();
    }
  }

  /// [Patience] has cut off a client that sent nothing at all.
  private static boolean isSilence(@Nullable Throwable e) {
    return e != null && (e instanceof ClosedByInterruptException || isSilence(e.getCause()));
  }

  /// The rest is not waited for, so the connection cannot be used again.
  private ApiException tooSlow() {
    return new ApiException(
            ErrorCode.REQUEST_TOO_SLOW,
            "The body came more slowly than %,d bytes per second; nothing was stored."
                .formatted(BYTES_PER_SECOND))
        .closing();
  }
}
