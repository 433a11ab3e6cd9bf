package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.audit.Author;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an organization used stays true whatever becomes of the batches.
class UsageTest extends SteppedEngine {
  private Node node;

  @BeforeEach
  void join() {
    node = new Node();
  }

  private LocalDate today() {
    return DATABASE.database().withHandle(BatchTable::now).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private SortedMap<LocalDate, Usage> used(long orgId) {
    LocalDate today = today();
    return UsageReport.of(DATABASE.database(), orgId, today.minusDays(100), today).days();
  }

  private static Usage usage(
      int batches, int completed, int partial, int failed, int places, int done, int failures) {
    return new Usage(
        new Usage.Batches(batches, completed, partial, failed),
        new Usage.Places(places, done, failures));
  }

  /// One batch that completes, one of which a place fails, one that is not begun.
  private void useSome() {
    submit(acme, 3);
    node.finishAll();
    var cancelled = submit(acme, 2 * SLICE_SIZE);
    node.finish(node.work.claim(1).getFirst());
    store.cancel(Author.operator(acme), cancelled.id().toString());
    submit(acme, 2);
  }

  @Test
  void itIsSummedFromTheBatchesByTheirOutcome() {
    useSome();
    int slice = SLICE_SIZE;
    assertThat(used(acme)).containsOnlyKeys(today());
    assertThat(used(acme).get(today()))
        .isEqualTo(usage(3, 1, 1, 0, 5 + 2 * slice, 3 + slice, slice));
    assertThat(used(organization("rival"))).isEmpty();
  }

  @Test
  void itOutlivesADeletedBatchAsFarAsThatWasWorked() {
    var done = submit(acme, 3);
    node.finishAll();
    var untouched = submit(acme, 2);
    store.delete(Author.operator(acme), done.id().toString());
    store.delete(Author.operator(acme), untouched.id().toString());
    assertThat(used(acme).get(today())).isEqualTo(usage(1, 1, 0, 0, 3, 3, 0));
    submit(acme, 1);
    assertThat(used(acme).get(today())).isEqualTo(usage(2, 1, 0, 0, 4, 3, 0));
  }

  @Test
  void itOutlivesTheTablesOfItsDay() {
    LocalDate day = today();
    submit(acme, 3);
    node.finishAll();
    clock.passes(Duration.ofDays(32));
    partitions.maintain();
    partitions.maintain();
    assertThat(rowsOf("batch")).isZero();
    submit(acme, 2);
    assertThat(used(acme)).containsOnlyKeys(day, today());
    assertThat(used(acme).get(day)).isEqualTo(usage(1, 1, 0, 0, 3, 3, 0));
    var report = UsageReport.of(DATABASE.database(), acme, day, today());
    assertThat(report.total()).isEqualTo(usage(2, 1, 0, 0, 5, 3, 0));
    assertThat(report.months().values().stream().reduce(Usage.NONE, Usage::plus))
        .isEqualTo(report.total());
  }

  private long rowsOf(String table) {
    return DATABASE
        .database()
        .withHandle(
            handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }
}
