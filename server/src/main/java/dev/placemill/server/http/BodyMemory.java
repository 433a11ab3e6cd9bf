package dev.placemill.server.http;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that the bodies of all requests and answers together may take, so that many large
/// ones at once leave enough to everything else.
final class BodyMemory {
  private final long all;
  private final AtomicLong free;

  BodyMemory(long bytes) {
    this.all = bytes;
    this.free = new AtomicLong(bytes);
  }

  /// What one request takes of it, until it is closed. For one thread.
  Share share() {
    return new Share();
  }

  final class Share implements AutoCloseable {
    private long taken;

    /// Takes so many bytes more, or all there are, if that is less: the largest body has its turn
    /// too.
    ///
    /// @return whether they were there
    boolean take(int size) {
      long bytes = Math.min(size, all);
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        return false;
      }
      taken += bytes;
      return true;
    }

    /// Gives back what was taken.
    @Override
    public void close() {
      free.addAndGet(taken);
      taken = 0;
    }
  }
}
