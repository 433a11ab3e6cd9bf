package dev.placemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.cli.LocalOperations.ImportProgress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final ImportPace pace = new ImportPace(nanos::get);

  @Test
  void rateAndTimeLeftFollowFromWhatIsDone() {
    assertThat(after(0, 0, 0)).isEmpty();
    assertThat(after(10, 200_000, 0.25)).isEqualTo(", 20,000 a second, 30 s left");
    assertThat(after(100, 2_000_000, 0.3)).isEqualTo(", 20,000 a second, 3 min left");
    assertThat(after(7_200, 2_000_000, 0.5)).isEqualTo(", 278 a second, 2 h 0 min left");
    assertThat(after(7_300, 4_000_000, 1)).isEqualTo(", writing the index");
  }

  @Test
  void aDatasetIsTimedFromItsOwnBeginning() {
    assertThat(after(0, 0, 0)).isEmpty();
    nanos.set(100 * SECOND);
    assertThat(pace.described(new ImportProgress("other", 10, 0.1))).isEmpty();
    nanos.set(110 * SECOND);
    assertThat(pace.described(new ImportProgress("other", 1_000, 0.5)))
        .isEqualTo(", 100 a second, 10 s left");
  }

  private String after(long seconds, long places, double fraction) {
    nanos.set(seconds * SECOND);
    return pace.described(new ImportProgress("one", places, fraction));
  }
}
