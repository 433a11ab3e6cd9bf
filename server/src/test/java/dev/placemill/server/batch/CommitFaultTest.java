package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.audit.Author;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.QueueRenewal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commits that fail, commits that are held up, and what others do meanwhile.
class CommitFaultTest extends SteppedEngine {
  private static final String GATE = "pg_advisory_xact_lock(4711)";

  @AfterEach
  void commitAsUsual() {
    DATABASE
        .database()
        .useHandle(handle -> handle.execute("DROP FUNCTION IF EXISTS at_commit() CASCADE"));
  }

  /// Lets something happen in the commit of whatever changes a row of a table.
  private static void atCommit(String table, String statement) {
    DATABASE
        .database()
        .useHandle(handle -> {
          handle.execute(
              """
              CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN %s; RETURN NULL; END $$
              """
                  .formatted(statement));
          handle.execute(
              """
              CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT OR UPDATE OR DELETE ON %s
              DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit()
              """
                  .formatted(table));
        });
  }

  private static void failAtCommit(String table) {
    atCommit(table, "RAISE EXCEPTION 'this commit fails'");
  }

  private static int rows(String table) {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Test
  void aBatchIsNotAcknowledgedBeforeItsCommit() {
    failAtCommit("open_run");
    assertThatThrownBy(() -> submit(acme, 5)).hasStackTraceContaining("this commit fails");
    assertThat(rows("batch") + rows("slice_input") + rows("slice") + rows("open_run")).isZero();
  }

  /// Claims need not wait for the disk; nothing else of a connection may be so forgetful.
  @Test
  void whatIsAcknowledgedOrStoredHasWaitedForTheDisk() {
    DATABASE
        .database()
        .useHandle(
            handle -> handle.execute("CREATE TABLE IF NOT EXISTS test_commit (setting text)"));
    atCommit("open_run", "INSERT INTO test_commit VALUES (current_setting('synchronous_commit'))");
    submit(acme, 5);
    new Node().finishAll();
    submit(acme, 5);
    List<String> settings =
        DATABASE
            .database()
            .withHandle(handle ->
                handle.createQuery("SELECT setting FROM test_commit").mapTo(String.class).list());
    assertThat(settings).containsExactly("on", "on", "on");
  }

  @Test
  void aRequestWhoseKeyIsNotKeptHasDoneNothing() {
    failAtCommit("idempotency_key");
    var key = new IdempotencyKey("order-17", new byte[32]);
    assertThatThrownBy(() -> store.submit(acme, submission(5), key))
        .hasStackTraceContaining("this commit fails");
    assertThat(rows("batch")).isZero();
  }

  @Test
  void resultsAreStoredWithTheEndOfTheirSliceOrNotAtAll() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    failAtCommit("slice");
    assertThatThrownBy(() -> node.finish(lease)).hasStackTraceContaining("this commit fails");
    assertThat(rows("result_chunk")).isZero();
    commitAsUsual();
    node.finish(lease);
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void aBatchEndsWhenItsLastSlicesEndAtTheSameMoment() throws InterruptedException {
    BatchView batch = submit(acme, 10);
    var one = new Node();
    Lease first = one.work.claim(1).getFirst();
    var other = new Node();
    Lease second = other.work.claim(1).getFirst();
    atCommit("slice", "PERFORM " + GATE);
    whileHeld(
        "SELECT " + GATE, List.of(() -> one.finish(first), () -> other.finish(second)), () -> {});
    assertThat(read(batch).batch().progress().completed()).isEqualTo(10);
    assertThat(rows("open_run")).isZero();
    assertThat(rows("batch WHERE ended_at IS NULL")).isZero();
  }

  @Test
  void aReadShowsCountsAndPlacesOfOneMoment() throws InterruptedException {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    var read = new CompletableFuture<BatchStore.Results>();
    // The reader has the counts and waits; results are stored; then it reads the places.
    whileHeld(
        "LOCK TABLE pause IN ACCESS EXCLUSIVE MODE",
        List.of(() -> read.complete(read(batch))),
        () -> node.finish(lease));
    BatchStore.Results results = read.join();
    assertThat(results.items().stream().filter(item -> new String(item, UTF_8).contains("pending")))
        .hasSize(results.batch().progress().pending());
  }

  @Test
  void aReadOnItsWayDoesNotLoseTheQueue() throws InterruptedException {
    BatchView batch = submit(acme, 5);
    var read = new CompletableFuture<BatchStore.Results>();
    // The reader has its snapshot and waits; the queue would be written anew; then it reads it.
    whileHeld(
        "LOCK TABLE batch IN ACCESS EXCLUSIVE MODE",
        List.of(() -> read.complete(read(batch))),
        () ->
            CompletableFuture.runAsync(
                    () -> DATABASE.database().doUnlessLocked(new QueueRenewal(0)::renew))
                .join());
    assertThat(read.join().batch().progress().status()).isEqualTo(BatchStatus.QUEUED);
  }

  @Test
  void aBatchReprocessedJustNowIsNotEndedForTheTimeOfItsRunBefore() throws InterruptedException {
    BatchView first = submit(acme, 5);
    BatchView second = submit(acme, 5);
    clock.passes(Duration.ofHours(25));
    // The first is about to be ended; until then somebody ends the second and starts it anew.
    whileHeld(
        "SELECT 1 FROM batch ORDER BY batch_id LIMIT 1 FOR UPDATE",
        List.of(() -> new Node().work.endOverdue()),
        () -> {
          store.cancel(Author.operator(acme), second.id().toString());
          store.reprocess(acme, second.id().toString(), Reprocess.DEFAULT, Vocabulary.PLACES, null);
        });
    assertThat(read(first).batch().endedReason()).isEqualTo("timed_out");
    assertThat(read(second).batch().endedReason()).isNull();
    assertThat(read(second).batch().progress().pending()).isEqualTo(5);
  }

  /// Takes a lock, waits until everything that was started waits for it or for one another, does
  /// something, and lets go.
  private static void whileHeld(String lock, List<Runnable> started, Runnable then)
      throws InterruptedException {
    List<Thread> threads =
        DATABASE
            .database()
            .inTransaction(gate -> {
              gate.execute(lock);
              List<Thread> running =
                  started.stream().map(work -> Thread.ofPlatform().start(work)).toList();
              while (waiting(gate) < started.size()) {
                Thread.onSpinWait();
              }
              then.run();
              return running;
            });
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static int waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted
            """)
        .mapTo(Integer.class)
        .one();
  }
}
