package dev.placemill.server.webhook;

import dev.placemill.web.Courier.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What follows from an attempt, for its message and for its receiver.
///
/// @param state of the message from here on
/// @param pause until its next attempt; null when the message is done
/// @param isGone whether the receiver wants no message any more
/// @param heldBack how long the receiver gets none at all, since it has more than it can take; or
///   null
record Verdict(
    String state, @Nullable Duration pause, boolean isGone, @Nullable Duration heldBack) {
  private static final Duration SLOW_DOWN = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
  private static final int GONE = 410;

  private static final Verdict DELIVERED = new Verdict("delivered", null, false, null);
  private static final Verdict UNWANTED = new Verdict("failed", null, true, null);

  /// @param attempts how many there were, this one included
  static Verdict of(Outcome outcome, int attempts, RandomGenerator random) {
    return switch (outcome) {
      case Outcome.Undelivered _ -> failed(attempts, Duration.ZERO, null, random);
      case Outcome.Answered answered when isGood(answered.status()) -> DELIVERED;
      case Outcome.Answered answered when answered.status() == GONE -> UNWANTED;
      case Outcome.Answered answered -> {
        Duration asked = asked(answered);
        Duration heldBack = hasTooMuch(answered.status()) ? longer(SLOW_DOWN, asked) : null;
        yield failed(attempts, asked, heldBack, random);
      }
    };
  }

  /// Tried again as scheduled, or later if the receiver asks for it; not after the last attempt.
  private static Verdict failed(
      int attempts, Duration asked, @Nullable Duration heldBack, RandomGenerator random) {
    Optional<Duration> scheduled = RetrySchedule.findPause(attempts, random);
    return scheduled.isPresent()
        ? new Verdict("pending", longer(scheduled.get(), asked), false, heldBack)
        : new Verdict("failed", null, false, heldBack);
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300;
  }

  private static boolean hasTooMuch(int status) {
    return status == 429 || status == 502 || status == 504;
  }

  private static Duration asked(Outcome.Answered answered) {
    Duration asked = answered.retryAfter();
    if (asked == null) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Whether it changes more than the one message.
  boolean touchesOthers() {
    return isGone || heldBack != null;
  }
}
