package dev.placemill.server.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a message is tried again, by the schedule of the Standard Webhooks specification: ten times
/// within a little over three days.
final class RetrySchedule {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /// By so much of itself a pause is longer at most, so that messages that failed together are not
  /// tried again together.
  static final double JITTER = 0.1;

  private RetrySchedule() {}

  /// The pause after an attempt; empty after the last one.
  ///
  /// @param attempts how many there were, this one included
  static Optional<Duration> findPause(int attempts, RandomGenerator random) {
    if (attempts > PAUSES.size()) {
      return Optional.empty();
    }
    Duration pause = PAUSES.get(attempts - 1);
    return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
  }
}
