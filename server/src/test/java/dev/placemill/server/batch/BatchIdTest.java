package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BatchIdTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void anIdTellsTheMomentItWasMade() {
    Instant moment = Instant.parse("2026-11-23T23:59:59.999Z");
    BatchId id = BatchId.find(BatchId.at(moment, random).toString()).orElseThrow();
    assertThat(id.createdAt()).isEqualTo(moment);
    assertThat(id.day()).isEqualTo(LocalDate.of(2026, 11, 23));
  }

  @Test
  void laterIdsSortAfterEarlierOnes() {
    Instant moment = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(BatchId.at(moment, random).toString())
        .isLessThan(BatchId.at(moment.plusMillis(1), random).toString());
  }

  @Test
  void whatIsNotAnIdIsNotFound() {
    String good = BatchId.at(Instant.EPOCH, random).toString();
    assertThat(BatchId.find(good.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(BatchId.find(good.substring(1))).isEmpty();
    assertThat(BatchId.find("batch_abc123")).isEmpty();
    assertThat(BatchId.find("batch_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")).isEmpty();
    assertThat(BatchId.find("")).isEmpty();
    assertThat(BatchId.find("batch_ffffffffffff7fffbfffffffffffffff")).isEmpty();
  }
}
