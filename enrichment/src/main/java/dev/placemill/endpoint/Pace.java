package dev.placemill.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Hands out the moments at which requests may begin, each a given time after the one before.
final class Pace {
  private final Duration apart;
  private final Clock clock;
  private Instant next = Instant.MIN;

  Pace(Duration apart, Clock clock) {
    this.apart = apart;
    this.clock = clock;
  }

  /// How long the caller must wait for its turn. A turn that would come after `latest` is not
  /// taken, and the wait is returned all the same.
  synchronized Duration turn(Instant latest) {
    Instant now = clock.instant();
    Instant begin = next.isAfter(now) ? next : now;
    if (!begin.isAfter(latest)) {
      next = begin.plus(apart);
    }
    return Duration.between(now, begin);
  }
}
