package dev.placemill.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that moves only when told.
public final class SteppedClock extends Clock implements Patience {
  private Instant now;

  public SteppedClock() {
    this(Instant.parse("2026-11-26T08:00:00Z"));
  }

  public SteppedClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /// Whoever waits makes the time pass.
  @Override
  public void pause(Duration duration) {
    advance(duration);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
