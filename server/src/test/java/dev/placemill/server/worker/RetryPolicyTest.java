package dev.placemill.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(10), new Random(7));

  @Test
  void theWaitDoublesWithEachAttemptUpToTenMinutes() {
    assertThat(policy.delayAfter(1, Duration.ZERO).orElseThrow())
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    assertThat(policy.delayAfter(3, Duration.ZERO).orElseThrow())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(48));
    var patient = new RetryPolicy(100, Duration.ofSeconds(10), new Random(7));
    assertThat(patient.delayAfter(90, Duration.ZERO).orElseThrow())
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
  }

  @Test
  void aLongerWaitThatTheSourceAskedForIsKept() {
    assertThat(policy.delayAfter(1, Duration.ofMinutes(30)).orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void theLastAttemptIsTheFifth() {
    assertThat(policy.delayAfter(4, Duration.ZERO)).isPresent();
    assertThat(policy.delayAfter(5, Duration.ZERO)).isEmpty();
  }
}
