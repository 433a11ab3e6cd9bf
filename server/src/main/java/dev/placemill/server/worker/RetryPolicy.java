package dev.placemill.server.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a place that could not be enriched is tried again, and when it is given up.
final class RetryPolicy {
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);

  /// The share of a delay that is left to chance, so that many slices do not come back at once.
  private static final double JITTER = 0.2;

  private final int maxAttempts;
  private final Duration firstDelay;
  private final RandomGenerator random;

  RetryPolicy(int maxAttempts, Duration firstDelay, RandomGenerator random) {
    this.maxAttempts = maxAttempts;
    this.firstDelay = firstDelay;
    this.random = random;
  }

  /// How long to wait before trying again, or empty to give up.
  ///
  /// @param attempts how often the place has been tried, at least 1
  /// @param asked the wait the source asked for; never undercut
  Optional<Duration> delayAfter(int attempts, Duration asked) {
    if (attempts >= maxAttempts) {
      return Optional.empty();
    }
    Duration backOff = firstDelay.multipliedBy(1L << Math.min(attempts - 1, 20));
    Duration bounded = backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff;
    Duration longer = bounded.compareTo(asked) > 0 ? bounded : asked;
    return Optional.of(
        longer.plusMillis((long) (longer.toMillis() * JITTER * random.nextDouble())));
  }
}
