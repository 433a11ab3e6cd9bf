package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who may work a slice and store what came of it: leases, the fence, commits.
class LeaseTest extends SteppedEngine {
  @Test
  void theSliceOfADeadNodeIsWorkedByAnotherAndTheDeadOneCanWriteNothing() {
    BatchView batch = submit(acme, 5);
    var zombie = new Node();
    Lease lost = zombie.work.claim(1).getFirst();
    List<PendingPlace> places = zombie.pending(lost);

    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    var heir = new Node();
    assertThat(rescue()).isEqualTo(1);
    Lease taken = heir.work.claim(1).getFirst();
    assertThat(taken.epoch()).isGreaterThan(lost.epoch());
    assertThat(taken.crashes()).isEqualTo(1);

    assertThatThrownBy(() -> zombie.work.store(lost, 0, ended(places), new Next.End()))
        .isInstanceOf(LeaseLost.class);
    assertThatThrownBy(() -> zombie.work.store(lost, 0, ended(places), new Next.GoOn()))
        .isInstanceOf(LeaseLost.class);
    assertThat(read(batch).batch().progress().completed()).isZero();

    heir.finish(taken);
    assertThat(read(batch).batch().progress().status()).isEqualTo(BatchStatus.COMPLETED);
    assertThatThrownBy(() -> zombie.work.store(lost, 0, ended(places), new Next.End()))
        .isInstanceOf(LeaseLost.class);
    assertThat(read(batch).items()).hasSize(5);
  }

  @Test
  void aNodeThatIsHeardOfKeepsItsLeases() {
    submit(acme, 5);
    var node = new Node();
    node.work.claim(1);
    clock.passes(NODE_TIMEOUT.multipliedBy(4));
    node.beats();
    assertThat(rescue()).isZero();
  }

  @Test
  void whatWasStoredBeforeACrashIsNotDoneAgain() {
    BatchView batch = submit(acme, 5);
    var first = new Node();
    Lease lease = first.work.claim(1).getFirst();
    first.work.store(lease, 0, ended(first.pending(lease).subList(0, 3)), new Next.GoOn());

    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    var second = new Node();
    rescue();
    Lease again = second.work.claim(1).getFirst();
    assertThat(second.pending(again).stream().map(PendingPlace::position)).containsExactly(3, 4);
    second.finish(again);
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void aSliceIsLeasedOnceHoweverManyNodesClaim() throws InterruptedException {
    submit(acme, 500);
    Set<String> claimed = ConcurrentHashMap.newKeySet();
    Set<String> twice = ConcurrentHashMap.newKeySet();
    List<Thread> threads =
        IntStream.range(0, 6)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() -> {
                      var node = new Node();
                      for (List<Lease> leases = node.work.claim(7);
                          !leases.isEmpty();
                          leases = node.work.claim(7)) {
                        for (Lease lease : leases) {
                          String slice = lease.batch() + "/" + lease.sliceNo();
                          if (!claimed.add(slice)) {
                            twice.add(slice);
                          }
                        }
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(twice).isEmpty();
    assertThat(claimed).hasSize(100);
  }

  @Test
  void resultsStoredTogetherShareNoFate() throws InterruptedException {
    BatchView batch = submit(acme, 100);
    var node = new Node();
    List<Lease> leases = node.work.claim(20);
    DATABASE
        .database()
        .useHandle(handle ->
            handle.execute("UPDATE slice SET epoch = epoch + 1 WHERE slice_no IN (3, 7)"));
    var lost = new ConcurrentLinkedQueue<Integer>();
    List<Thread> threads = new ArrayList<>();
    for (Lease lease : leases) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  node.finish(lease);
                } catch (LeaseLost _) {
                  lost.add(lease.sliceNo());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(lost).containsExactlyInAnyOrder(3, 7);
    assertThat(read(batch).batch().progress().completed()).isEqualTo(90);
    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    rescue();
    new Node().finishAll();
    assertThat(read(batch).batch().progress().status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void aResultWhoseCommitNobodyAnsweredIsNotCountedTwice() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    List<EndedPlace> two = ended(node.pending(lease).subList(0, 2));
    node.work.store(lease, 0, two, new Next.GoOn());
    node.work.store(lease, 0, two, new Next.GoOn());
    assertThat(read(batch).batch().progress().completed()).isEqualTo(2);
  }

  @Test
  void aWorkerThatIsLateForATimedOutBatchCanWriteNothing() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    clock.passes(Duration.ofHours(25));
    node.work.endOverdue();
    assertThatThrownBy(() -> node.finish(lease)).isInstanceOf(LeaseLost.class);
    assertThat(read(batch).batch().progress().failed()).isEqualTo(5);
  }

  @Test
  void whatANodeHoldsOnPaperOnlyIsGivenBack() {
    submit(acme, 10);
    var node = new Node();
    List<Lease> leases = node.work.claim(2);
    node.work.giveBackAllBut(Set.of(leases.getFirst()));
    assertThat(new Node().work.claim(10).stream().map(Lease::sliceNo))
        .containsExactly(leases.getLast().sliceNo());
  }

  @Test
  void countsAlwaysSumThroughEveryRunOfABatch() {
    BatchView batch = submit(acme, 12);
    var node = new Node();
    for (int run = 1; run <= 3; run++) {
      node.finishAll();
      Progress ended = read(batch).batch().progress();
      assertThat(ended.completed()).isEqualTo(12);
      store.reprocess(
          acme,
          batch.id().toString(),
          Reprocess.of(List.of("p0", "p7", "p11")),
          Vocabulary.PLACES,
          null);
      Progress reopened = read(batch).batch().progress();
      assertThat(reopened.pending()).isEqualTo(3);
      assertThat(reopened.completed()).isEqualTo(9);
    }
    node.finishAll();
    assertThat(read(batch).items()).hasSize(12);
  }
}
