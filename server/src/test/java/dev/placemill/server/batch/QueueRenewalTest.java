package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.QueueRenewal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;

/// A queue that the database cannot clear, since somebody holds a snapshot from before.
class QueueRenewalTest extends SteppedEngine {
  private final QueueRenewal renewal = new QueueRenewal(100);

  @Test
  void whatIsAliveIsKeptAndWhatIsDeadIsNot() {
    BatchView batch = submit(acme, 20);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    whileASnapshotIsHeld(_ -> {
      leaveDeadRows();
      long before = pages();
      assertThat(renewed()).isTrue();
      assertThat(pages()).isLessThan(before);
    });
    node.finish(lease);
    node.finishAll();
    assertThat(read(batch).batch().progress().status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(read(batch).items()).hasSize(20);
  }

  @Test
  void aQueueWithoutDeadRowsIsLeftAlone() {
    // What other tests left is dead too.
    DATABASE.database().useHandle(handle -> handle.execute("VACUUM slice, open_run"));
    submit(acme, 20);
    whileASnapshotIsHeld(_ -> assertThat(renewed()).isFalse());
  }

  @Test
  void whoUsesTheQueueIsNotWaitedFor() {
    submit(acme, 20);
    whileASnapshotIsHeld(holder -> {
      leaveDeadRows();
      QueueRenewal.keepInPlace(holder);
      assertThat(renewed()).isFalse();
    });
    assertThat(renewed()).isTrue();
  }

  @Test
  void aDumpThatHasItsSnapshotAndNoLockYetDoesNotLoseTheQueue() {
    submit(acme, 20);
    whileASnapshotIsHeld(holder -> {
      leaveDeadRows();
      holder.execute("SET application_name = 'pg_dump'");
      assertThat(renewed()).isFalse();
      holder.execute("RESET application_name");
    });
  }

  private static void whileASnapshotIsHeld(Consumer<Handle> then) {
    DATABASE
        .database()
        .jdbi()
        .useTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            holder -> {
              holder.execute("SELECT count(*) FROM organization");
              then.accept(holder);
            });
  }

  /// On a thread of its own, for on this one it would be part of the holder's transaction.
  private boolean renewed() {
    return CompletableFuture.supplyAsync(() ->
            DATABASE.database().withHandle(renewal::isDue)
                && DATABASE.database().doUnlessLocked(renewal::renew))
        .join();
  }

  private static void leaveDeadRows() {
    CompletableFuture.runAsync(() ->
            DATABASE
                .database()
                .useHandle(handle -> {
                  for (int i = 0; i < 200; i++) {
                    handle.execute("UPDATE slice SET attempt = attempt");
                  }
                  handle.execute("SELECT pg_stat_force_next_flush()");
                }))
        .join();
  }

  private static long pages() {
    return CompletableFuture.supplyAsync(() ->
            DATABASE
                .database()
                .withHandle(handle ->
                    handle.createQuery("SELECT pg_relation_size('slice')").mapTo(Long.class).one()))
        .join();
  }
}
