package dev.placemill.server.worker;

import java.time.Duration;

/// Whether slices are short enough to be claimed ahead. The slices of one organization may be long
/// and those of another short, so a long one counts for a while, whatever comes after it.
final class Pace {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration CALM = Duration.ofSeconds(10);

  private volatile boolean sawShort;
  private volatile long sawLongAt = System.nanoTime() - CALM.toNanos();

  /// Whether something that began at a `nanoTime` has not lasted long yet.
  static boolean isShortSince(long begin) {
    return System.nanoTime() - begin < SHORT.toNanos();
  }

  /// A slice whose work began at a `nanoTime` has ended.
  void ended(long begin) {
    if (isShortSince(begin)) {
      sawShort = true;
    } else {
      sawLongAt = System.nanoTime();
    }
  }

  boolean allowsToClaimAhead() {
    return sawShort && System.nanoTime() - sawLongAt >= CALM.toNanos();
  }
}
