package dev.placemill.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Steadiness steadiness = new Steadiness(Duration.ofSeconds(3), 0);

  @Test
  void aNodeThatHasJustStartedJudgesNobody() {
    steadiness.beat(SECOND);
    assertThat(steadiness.isSteady(2 * SECOND)).isFalse();
    steadiness.beat(4 * SECOND);
    assertThat(steadiness.isSteady(7 * SECOND)).isTrue();
  }

  @Test
  void aNodeThatWasAwayItselfJudgesNobodyUntilTheOthersHadTimeToComeBackToo() {
    beatEveryThreeSecondsUntil(30);
    assertThat(steadiness.isSteady(31 * SECOND)).isTrue();
    assertThat(steadiness.isSteady(50 * SECOND)).isFalse();
    steadiness.beat(50 * SECOND);
    assertThat(steadiness.isSteady(51 * SECOND)).isFalse();
    steadiness.beat(53 * SECOND);
    steadiness.beat(56 * SECOND);
    assertThat(steadiness.isSteady(56 * SECOND)).isTrue();
  }

  private void beatEveryThreeSecondsUntil(int second) {
    for (int now = 3; now <= second; now += 3) {
      steadiness.beat(now * SECOND);
    }
  }
}
