package dev.placemill.web;

import java.time.Duration;

/// How the fetcher waits for its turn.
@FunctionalInterface
public interface Patience {
  void pause(Duration duration) throws InterruptedException;

  /// Lets real time pass.
  static Patience real() {
    return Thread::sleep;
  }
}
