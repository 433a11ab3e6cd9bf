package dev.placemill.endpoint;

import java.time.Duration;

/// How a thread waits for its turn; tests turn the clock on instead.
interface Waiting {
  void pass(Duration time) throws InterruptedException;
}
