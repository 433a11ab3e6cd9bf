package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.http.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The days that batches are stored by: made ahead, made on demand, dropped whole.
class DaysTest extends SteppedEngine {
  @Test
  void daysAreMadeAheadAndDroppedWholeWhenTheirRetentionIsOver() {
    BatchView batch = submit(acme, 5);
    new Node().finishAll();
    assertThat(days()).hasSizeGreaterThanOrEqualTo(8);
    String today = batch.createdAt().toString().substring(0, 10).replace("-", "");
    clock.passes(Duration.ofDays(30));
    partitions.maintain();
    assertThat(days()).contains("batch_" + today);
    clock.passes(Duration.ofDays(2));
    partitions.maintain();
    assertThat(days()).doesNotContain("batch_" + today);
    assertThatThrownBy(() -> read(batch))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("30 days");
    submit(acme, 5);
  }

  @Test
  void aDayInUseIsDroppedLater() {
    var partitions = new Partitions(DATABASE.database(), limits.retention());
    String date = submit(acme, 5).createdAt().toString().substring(0, 10);
    String day = "batch_" + date.replace("-", "");
    clock.passes(Duration.ofDays(32));
    DATABASE
        .database()
        .useTransaction(backup -> {
          backup.execute("LOCK TABLE " + day + " IN ACCESS SHARE MODE");
          // On a thread of its own, for on this one it would be part of the backup's transaction.
          CompletableFuture.runAsync(partitions::maintain).join();
          assertThat(days()).contains(day);
        });
    partitions.maintain();
    assertThat(days()).doesNotContain(day);
  }

  private static List<String> days() {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT relid::regclass::text FROM pg_partition_tree('batch') WHERE isleaf")
                .mapTo(String.class)
                .list());
  }

  @Test
  void aDayThatNobodyHasMadeIsMadeWhenABatchComes() {
    clock.passes(Duration.ofDays(9));
    BatchView batch = submit(acme, 5);
    new Node().finishAll();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }
}
