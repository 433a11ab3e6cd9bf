package dev.placemill.server.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells the worker that there may be work, so that it need not poll to start at once. Any number
/// of calls before the next wait count as one.
public final class WakeUp {
  private final Semaphore calls = new Semaphore(0);

  /// There may be work.
  public void call() {
    if (calls.availablePermits() == 0) {
      calls.release();
    }
  }

  /// Forgets calls made so far; whoever looks for work right after this misses nothing.
  void reset() {
    calls.drainPermits();
  }

  void await(Duration atMost) throws InterruptedException {
    if (calls.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      calls.drainPermits();
    }
  }
}
