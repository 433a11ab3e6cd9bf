package dev.placemill.server.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waiting between two looks at the server.
final class Pause {
  private Pause() {}

  /// Waits, or less when the thread is interrupted.
  static void of(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  /// Half as long again, up to a limit.
  static Duration longer(Duration pause, Duration longest) {
    Duration next = pause.plus(pause.dividedBy(2));
    return next.compareTo(longest) < 0 ? next : longest;
  }
}
