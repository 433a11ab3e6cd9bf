package dev.placemill.web;

import java.time.Duration;

/// How a thread waits for its turn; tests turn the clock on instead.
@FunctionalInterface
public interface Patience {
  void pause(Duration duration) throws InterruptedException;

  /// Lets real time pass.
  static Patience real() {
    return Thread::sleep;
  }
}
