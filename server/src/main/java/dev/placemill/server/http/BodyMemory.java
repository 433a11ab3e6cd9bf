package dev.placemill.server.http;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that the bodies of all requests together may take, so that many large ones at once
/// leave enough to everything else.
final class BodyMemory {
  private final AtomicLong free;

  BodyMemory(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /// What one request takes of it, until it is closed. For one thread.
  Share share() {
    return new Share();
  }

  final class Share implements AutoCloseable {
    private long taken;

    /// Takes so many bytes more.
    ///
    /// @return whether they were there
    boolean take(int bytes) {
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
