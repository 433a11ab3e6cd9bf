package dev.placemill.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Hands out the moments at which this node may send a request, each some time after the one
/// before. Safe for use by many threads at once.
public final class Pace {
  private final Duration apart;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private Instant promised = Instant.MIN;

  public Pace(Duration apart, Clock clock) {
    this.apart = apart;
    this.clock = clock;
  }

  /// Takes the next turn, and says how long to wait for it. One that does not come before the
  /// deadline is left to others: nobody would use it.
  public synchronized Optional<Duration> findTurn(Instant deadline) {
    Instant now = clock.instant();
    Instant turn = later(next, now);
    if (!turn.isBefore(deadline)) {
      return Optional.empty();
    }
    next = turn.plus(apart);
    return Optional.of(Duration.between(now, turn));
  }

  /// When somebody who got no turn may come again: each is told a later time, so that not all come
  /// back at once.
  public synchronized Duration promise() {
    Instant now = clock.instant();
    promised = later(promised, later(next, now)).plus(apart);
    return Duration.between(now, promised);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
