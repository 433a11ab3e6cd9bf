package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.queue.Lease;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That the end of a batch is left to be told exactly when it has ended, and with it.
class BatchEndsTest extends SteppedEngine {
  @BeforeEach
  void makeWebhook() {
    DATABASE
        .database()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO webhook (webhook_id, org_id, org, url, event_types, created_at)
                VALUES (?, ?, 'acme', 'https://example.com/', '{}', engine_now())
                """,
                UUID.randomUUID(),
                acme));
  }

  private static List<String> told() {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT event_type || ' run ' || (convert_from(payload, 'UTF8')::json #>> '{data,run}')
                      || ' ' || coalesce(convert_from(payload, 'UTF8')::json #>> '{data,ended_reason}', '-')
                    FROM webhook_delivery ORDER BY created_at, event_type
                    """)
                .mapTo(String.class)
                .list());
  }

  @Test
  void eachEndOfABatchIsToldOnceAndOneThatRunsIsNot() {
    BatchView batch = submit(acme, SLICE_SIZE + 1);
    var node = new Node();
    List<Lease> leases = node.work.claim(2);
    node.finish(leases.getFirst());
    assertThat(told()).isEmpty();
    node.finish(leases.getLast());
    assertThat(told()).containsExactly("batch.completed run 1 -");

    store.cancel(Author.operator(acme), batch.id().toString());
    assertThat(told()).as("one that has ended is not cancelled").hasSize(1);
    clock.passes(Duration.ofMinutes(1));
    store.reprocess(
        acme, batch.id().toString(), Reprocess.of(List.of("p0")), Vocabulary.PLACES, null);
    node.finishAll();
    assertThat(told()).containsExactly("batch.completed run 1 -", "batch.completed run 2 -");
  }

  @Test
  void whatEndsEarlyIsToldWithItsReason() {
    BatchView cancelled = submit(acme, 1);
    store.cancel(Author.operator(acme), cancelled.id().toString());
    clock.passes(Duration.ofMinutes(1));
    BatchView late = submit(acme, SLICE_SIZE + 1);
    var node = new Node();
    node.finish(node.work.claim(1).getFirst());
    clock.passes(limits.timeout().plusSeconds(1));
    assertThat(node.work.endOverdue()).isEqualTo(1);
    assertThat(node.work.endOverdue()).isZero();

    assertThat(told())
        .containsExactly("batch.failed run 1 cancelled", "batch.partial run 1 timed_out");
    store.delete(Author.operator(acme), late.id().toString());
    assertThat(told()).containsExactly("batch.failed run 1 cancelled");
  }

  @Test
  void whatCannotBeToldDoesNotEnd() {
    BatchView batch = submit(acme, 1);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    List<EndedPlace> ended = ended(node.pending(lease));
    DATABASE
        .database()
        .useHandle(handle ->
            handle.execute(
                "ALTER TABLE webhook_delivery ADD CONSTRAINT no_room CHECK (event_type = 'none')"));
    try {
      assertThat(catchThrowable(() -> node.work.store(lease, 0, ended, new Next.End())))
          .isNotNull();
      assertThat(read(batch).batch().hasEnded()).isFalse();
    } finally {
      DATABASE
          .database()
          .useHandle(
              handle -> handle.execute("ALTER TABLE webhook_delivery DROP CONSTRAINT no_room"));
    }
    node.work.store(lease, 0, ended, new Next.End());
    assertThat(read(batch).batch().hasEnded()).isTrue();
    assertThat(told()).hasSize(1);
  }
}
