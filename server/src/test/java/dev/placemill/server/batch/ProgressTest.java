package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "10, 0, 0, false, QUEUED",
    "10, 0, 0, true, PROCESSING",
    "10, 6, 3, true, PROCESSING",
    "10, 10, 0, true, COMPLETED",
    "10, 9, 1, true, PARTIAL",
    "10, 0, 10, true, FAILED",
    "10, 0, 10, false, FAILED",
  })
  void theStatusFollowsFromTheCounts(
      int total, int completed, int failed, boolean started, BatchStatus status) {
    var progress = new Progress(total, completed, failed, started);
    assertThat(progress.status()).isEqualTo(status);
    assertThat(progress.completed() + progress.failed() + progress.pending()).isEqualTo(total);
  }

  @org.junit.jupiter.api.Test
  void countsThatDoNotAddUpCannotBeShown() {
    assertThatThrownBy(() -> new Progress(10, 6, 5, true))
        .isInstanceOf(IllegalStateException.class);
  }
}
