package dev.placemill.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets one request at a time through to a host, each some time after the one before.
final class Turnstile {
  private final Semaphore one = new Semaphore(1, true);
  private Instant free = Instant.MIN;
  private Instant promised = Instant.MIN;
  private int waiting;

  /// Waits for the turn.
  ///
  /// @return whether it came before the deadline; then [#leave] must follow
  boolean enter(Duration delay, Instant deadline, Clock clock, Patience patience)
      throws InterruptedException {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.plus(expectedWait(now, delay)).isAfter(deadline)) {
        return false;
      }
      waiting++;
    }
    try {
      if (!one.tryAcquire(Duration.between(now, deadline).toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } finally {
      synchronized (this) {
        waiting--;
      }
    }
    boolean entered = false;
    try {
      Duration wait = untilFree(clock.instant());
      if (clock.instant().plus(wait).isAfter(deadline)) {
        return false;
      }
      if (wait.isPositive()) {
        patience.pause(wait);
      }
      entered = true;
      return true;
    } finally {
      if (!entered) {
        one.release();
      }
    }
  }

  /// Ends the turn.
  void leave() {
    one.release();
  }

  /// Nobody passes before this time.
  synchronized void closeUntil(Instant time) {
    free = time.isAfter(free) ? time : free;
  }

  /// When somebody who cannot wait may come again: each is told a later time, so that not all come
  /// back at once.
  synchronized Duration promise(Duration delay, Instant now) {
    Instant earliest = now.plus(expectedWait(now, delay));
    Instant last = promised.isAfter(earliest) ? promised : earliest;
    promised = last.plus(delay);
    return Duration.between(now, promised);
  }

  synchronized boolean isIdle() {
    return waiting == 0 && one.availablePermits() == 1;
  }

  private Duration expectedWait(Instant now, Duration delay) {
    int before = waiting + (one.availablePermits() == 0 ? 1 : 0);
    return untilFree(now).plus(delay.multipliedBy(before));
  }

  private synchronized Duration untilFree(Instant now) {
    return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
  }
}
