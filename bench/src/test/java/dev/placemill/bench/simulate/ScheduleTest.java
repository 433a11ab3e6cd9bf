package dev.placemill.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
  private static final int SCHEDULES = 20_000;

  @Test
  void noOrderOfEventsBreaksAPromise() {
    assertThat(
            LongStream.range(0, SCHEDULES)
                .mapToObj(seed -> Schedule.findViolation(seed, Flaw.NONE))
                .flatMap(java.util.Optional::stream))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anEngineWithAMechanismLeftOutIsCaught(Flaw flaw) {
    assertThat(
            LongStream.range(0, SCHEDULES)
                .anyMatch(seed -> Schedule.findViolation(seed, flaw).isPresent()))
        .isTrue();
  }
}
