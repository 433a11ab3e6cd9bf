package dev.placemill.server.batch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import dev.placemill.server.queue.Pauses;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Leases that are lost, forgotten or given back at the wrong moment.
class LeaseFaultTest extends SteppedEngine {
  @Test
  void aNodeTakenForDeadCanWriteNothingUnderItsOldLeaseOnceItHasANewOne() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease old = node.work.claim(1).getFirst();
    List<PendingPlace> places = node.pending(old);
    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    assertThat(rescue()).isEqualTo(1);
    node.beats();
    Lease fresh = node.work.claim(1).getFirst();
    assertNothingCanBeWritten(node, old, places);
    node.finish(fresh);
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void aWorkerOfAnEarlierRunCanWriteNothing() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease old = node.work.claim(1).getFirst();
    List<PendingPlace> places = node.pending(old);
    store.cancel(Author.operator(acme), batch.id().toString());
    store.reprocess(acme, batch.id().toString(), Reprocess.DEFAULT, Vocabulary.PLACES, null);
    Lease fresh = node.work.claim(1).getFirst();
    assertThat(fresh.epoch()).isEqualTo(old.epoch());
    assertNothingCanBeWritten(node, old, places);
    node.finish(fresh);
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  /// A claim does not wait for the disk, so a PostgreSQL that is killed right after may not know of
  /// it, while the node that claimed lives on.
  @Test
  void aClaimTheDatabaseForgotIsNotWorkedTwice() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease forgotten = node.work.claim(1).getFirst();
    List<PendingPlace> places = node.pending(forgotten);
    DATABASE
        .database()
        .useHandle(
            handle -> handle.execute("UPDATE slice SET leased_by = NULL, epoch = epoch - 1"));
    Lease again = node.work.claim(1).getFirst();
    assertThat(again.epoch()).isEqualTo(forgotten.epoch());
    assertNothingCanBeWritten(node, forgotten, places);
    node.work.giveBackAllBut(Set.of(forgotten));
    node.finishAll();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void aSliceWhoseBatchIsDeletedIsNoLongerLeased() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    store.delete(Author.operator(acme), batch.id().toString());
    assertThatThrownBy(() -> node.pending(lease)).isInstanceOf(LeaseLost.class);
  }

  private static void assertNothingCanBeWritten(Node node, Lease lost, List<PendingPlace> places) {
    for (Next next :
        List.of(
            new Next.GoOn(), new Next.RetryAfter(Duration.ZERO, "fake: down"), new Next.End())) {
      assertThatThrownBy(() -> node.work.store(lost, 9, ended(places), next))
          .as(next.toString())
          .isInstanceOf(LeaseLost.class);
    }
    assertThatThrownBy(() -> node.work.suspect(lost, 0)).isInstanceOf(LeaseLost.class);
  }

  @Test
  void theCallsOfALostLeaseAreCutOff() throws InterruptedException {
    submit(acme, 5);
    var asked = new CountDownLatch(5);
    var never = new CountDownLatch(1);
    var cutOff = new CountDownLatch(5);
    var source =
        new FakeSource(_ -> {
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException _) {
            cutOff.countDown();
          }
          return FakeSource.website("https://example.org");
        });
    var worker = worker(new Node(), source, Duration.ofMinutes(5));
    Thread working = Thread.ofVirtual().start(worker::workWhatIsDue);
    asked.await();
    DATABASE.database().useTransaction(handle -> Pauses.pause(handle, acme));
    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    assertThat(rescue()).isEqualTo(1);
    assertThat(cutOff.await(10, SECONDS)).isTrue();
    working.join();
  }

  @Test
  void whatIsDoneOfASliceIsStoredWhileTheRestIsWorked() throws InterruptedException {
    BatchView batch = submit(acme, 5);
    var first = new AtomicBoolean(true);
    var gate = new CountDownLatch(1);
    var source =
        new FakeSource(_ -> {
          if (first.getAndSet(false)) {
            try {
              gate.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
          return FakeSource.website("https://example.org");
        });
    var worker = worker(new Node(), source, Duration.ofMinutes(5));
    Thread working = Thread.ofVirtual().start(worker::workWhatIsDue);
    long giveUpAt = System.nanoTime() + SECONDS.toNanos(10);
    while (read(batch).batch().progress().completed() < 4 && System.nanoTime() < giveUpAt) {
      Thread.onSpinWait();
    }
    assertThat(read(batch).batch().progress().completed()).isEqualTo(4);
    gate.countDown();
    working.join();
    assertThat(read(batch).batch().progress().status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void aPlaceIsNamedOnDiskBeforeItIsTriedAlone() {
    submit(acme, 5);
    for (int crash = 0; crash < 3; crash++) {
      crash(new Node());
    }
    var named = new ConcurrentLinkedQueue<Integer>();
    var source =
        new FakeSource(_ -> {
          named.add(
              DATABASE
                  .database()
                  .withHandle(handle ->
                      handle
                          .createQuery("SELECT coalesce(suspect, -1) FROM slice")
                          .mapTo(Integer.class)
                          .one()));
          return FakeSource.website("https://example.org");
        });
    worker(new Node(), source).workWhatIsDue();
    assertThat(named).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aPlaceInWorkWhenASliceIsGivenBackIsNotBlamedForACrash() {
    BatchView batch = submit(acme, 5);
    for (int crash = 0; crash < 3; crash++) {
      crash(new Node());
    }
    var node = new Node();
    node.work.suspect(node.work.claim(1).getFirst(), 2);
    node.work.giveBackAllBut(Set.of());
    worker(node, FakeSource.knowingAll()).workWhatIsDue();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  /// What failed is given back by the next look for work, even by one that comes while the failure
  /// is still being told to the log.
  @Test
  void aSliceThatFailedIsTriedAgainWhateverIsClaimedMeanwhile() throws InterruptedException {
    store.submit(acme, submission(1, "{}", Priority.NORMAL), null);
    var tries = new CountDownLatch(2);
    var failsOnce =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            tries.countDown();
            if (tries.getCount() > 0) {
              throw new SlowToTell(tries);
            }
            return Instant.EPOCH;
          }
        };
    try (Worker worker =
        worker(new Node(), FakeSource.knowingAll(), Duration.ofMinutes(5), failsOnce)) {
      worker.start();
      assertThat(tries.await(20, SECONDS)).isTrue();
    }
  }

  /// Its message takes seconds to be made, or until the place is tried again.
  private static final class SlowToTell extends RuntimeException {
    private final transient CountDownLatch untilNextTry;

    SlowToTell(CountDownLatch untilNextTry) {
      this.untilNextTry = untilNextTry;
    }

    @Override
    public String getMessage() {
      try {
        untilNextTry.await(3, SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return "a clock that failed once";
    }
  }
}
