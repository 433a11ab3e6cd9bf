package dev.placemill.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Leaves somebody alone who failed several times in a row, for longer each time. Safe for use by
/// many threads at once.
public final class Breaker {
  private final int mostFailures;
  private final Duration firstRest;
  private final Duration longestRest;
  private final Clock clock;
  private int failures;
  private Instant restUntil = Instant.MIN;

  /// @param mostFailures after this many in a row, nobody asks for a while
  public Breaker(int mostFailures, Duration firstRest, Duration longestRest, Clock clock) {
    this.mostFailures = mostFailures;
    this.firstRest = firstRest;
    this.longestRest = longestRest;
    this.clock = clock;
  }

  /// How long nobody should ask; empty when anybody may.
  public synchronized Optional<Duration> findRest() {
    Instant now = clock.instant();
    return now.isBefore(restUntil)
        ? Optional.of(Duration.between(now, restUntil))
        : Optional.empty();
  }

  /// Whether the last thing that was heard was a failure.
  public synchronized boolean isFailing() {
    return failures > 0;
  }

  public synchronized void succeeded() {
    failures = 0;
    restUntil = Instant.MIN;
  }

  public synchronized void failed() {
    failures++;
    if (failures >= mostFailures) {
      Duration rest = firstRest.multipliedBy(1L << Math.min(failures - mostFailures, 16));
      restUntil = clock.instant().plus(rest.compareTo(longestRest) > 0 ? longestRest : rest);
    }
  }
}
