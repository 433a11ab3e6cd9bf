package dev.placemill.server.worker;

import java.time.Duration;

/// Whether this node has been heard of without a break. One that was away itself cannot tell who
/// else was: after an outage of the database all look dead to whoever comes back first.
final class Steadiness {
  private final long longestGap;
  private long since;
  private long last;

  /// @param every how often the heart beats; two of its beats make it steady
  Steadiness(Duration every, long now) {
    this.longestGap = every.multipliedBy(2).toNanos();
    this.since = now;
    this.last = now;
  }

  /// The heart has beaten.
  ///
  /// @param now as of [System#nanoTime]
  synchronized void beat(long now) {
    if (now - last > longestGap) {
      since = now;
    }
    last = now;
  }

  synchronized boolean isSteady(long now) {
    return now - last <= longestGap && now - since >= longestGap;
  }
}
