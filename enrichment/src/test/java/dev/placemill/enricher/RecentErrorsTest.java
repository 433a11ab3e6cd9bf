package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.web.SteppedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentErrorsTest {
  private final SteppedClock clock = new SteppedClock();
  private final RecentErrors errors = new RecentErrors(clock);

  @Test
  void anErrorIsToldOnceForManyPlacesAndAgainWhenItComesBackLater() {
    assertThat(errors.isNews("reference", outage())).isTrue();
    clock.advance(RecentErrors.TOLD_AGAIN_AFTER.minusSeconds(1));
    assertThat(errors.isNews("reference", outage())).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(errors.isNews("reference", outage())).isTrue();
    assertThat(errors.isNews("reference", outage())).isFalse();
  }

  @Test
  void anotherSourceAndAnotherErrorAreToldToo() {
    assertThat(errors.isNews("reference", outage())).isTrue();
    assertThat(errors.isNews("website", outage())).isTrue();
    assertThat(errors.isNews("reference", new IllegalArgumentException("a bug"))).isTrue();
  }

  private static RuntimeException outage() {
    return new IllegalStateException("the disk is gone");
  }
}
