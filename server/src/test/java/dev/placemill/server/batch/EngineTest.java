package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.worker.Worker;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// The engine's promises, stepped by hand: leases, fences, fairness, limits, retention.
class EngineTest extends SteppedEngine {
  private static final Duration MINUTE = Duration.ofMinutes(1);

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
  void anOrganizationWithLittleWorkIsNotHeldUpByOneWithMuch() {
    submit(acme, 500);
    long small = organization("small");
    submit(small, 1);
    Set<Long> served = new HashSet<>();
    new Node().work.claim(2).forEach(lease -> served.add(lease.batch().orgId()));
    assertThat(served).containsExactlyInAnyOrder(acme, small);
  }

  @Test
  void anOrganizationsBatchesTakeTurns() {
    submit(acme, 50);
    submit(acme, 50);
    Set<UUID> served = new HashSet<>();
    new Node().work.claim(2).forEach(lease -> served.add(lease.batch().batchId()));
    assertThat(served).hasSize(2);
  }

  @Test
  void anUrgentBatchGoesBeforeTheOthersOfItsOrganization() {
    submit(acme, 50);
    BatchView urgent = submit(acme, 20, Priority.HIGH);
    Set<UUID> served = new HashSet<>();
    new Node().work.claim(4).forEach(lease -> served.add(lease.batch().batchId()));
    assertThat(served).containsExactly(urgent.id().uuid());
  }

  @Test
  void organizationsTakeTurnsHoweverManyThereAre() {
    Map<Long, Integer> served = new TreeMap<>();
    for (int i = 0; i < 150; i++) {
      submit(organization("org" + i), 10);
    }
    var node = new Node();
    for (int i = 0; i < 10; i++) {
      node.work.claim(15).forEach(lease -> served.merge(lease.batch().orgId(), 1, Integer::sum));
    }
    assertThat(served).hasSize(150);
    assertThat(served.values()).containsOnly(1);
  }

  @Test
  void anOrganizationWorksNoMoreSlicesAtOnceThanItMay() {
    submit(acme, 50);
    var capped = new SliceClaims(new QueueConfig(2, 3, 1_000_000, NODE_TIMEOUT));
    var work = new BatchWork(DATABASE.database(), queue, capped, UUID.randomUUID(), () -> {});
    assertThat(work.claim(10)).hasSize(3);
    assertThat(work.claim(10)).isEmpty();
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
  void aRetryWaitsAndCountsAsAnAttempt() {
    submit(acme, 5);
    var node = new Node();
    Lease lease = node.work.claim(1).getFirst();
    node.work.store(
        lease, 0, List.of(), new Next.RetryAfter(Duration.ofSeconds(30), "fake: it is down"));
    assertThat(node.work.claim(1)).isEmpty();
    assertThat(node.work.findTimeToNextDue().orElseThrow())
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    clock.passes(Duration.ofSeconds(31));
    assertThat(node.work.claim(1).getFirst().attempt()).isEqualTo(1);
  }

  @Test
  void aBatchSaysWhichSourceItWaitsForAndUntilWhen() {
    BatchView batch = submit(acme, 10);
    var source =
        new FakeSource(
            _ -> new SourceAnswer.Unavailable("too many\0\nrequests. " + "x".repeat(500), MINUTE));
    worker(new Node(), source).workWhatIsDue();

    String waitingFor = Objects.requireNonNullElse(read(batch).batch().waitingFor(), "nothing");

    assertThat(waitingFor)
        .startsWith("fake: too many requests. xxx")
        .hasSizeLessThan(300)
        .containsPattern("; tried again from 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ on\\.$");
    Instant until = Instant.parse(waitingFor.replaceAll(".* from | on\\.$", ""));
    assertThat(until)
        .isBetween(
            batch.readAt().plus(MINUTE).minusSeconds(1),
            batch.readAt().plus(MINUTE.multipliedBy(2)));
    clock.passes(MINUTE.multipliedBy(2));
    new Node().finishAll();
    assertThat(read(batch).batch().waitingFor()).isNull();
  }

  @Test
  void aBatchThatAnEarlierVersionGaveBackSaysAtLeastUntilWhen() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    node.work.store(
        node.work.claim(1).getFirst(), 0, List.of(), new Next.RetryAfter(MINUTE, "fake: down"));
    DATABASE
        .database()
        .useHandle(handle -> handle.execute("UPDATE slice SET delayed_because = NULL"));

    assertThat(read(batch).batch().waitingFor())
        .startsWith("A source that could not be asked; tried again from ");
  }

  @Test
  void batchesBeyondTheRunningOnesWaitInOrder() {
    BatchView first = submit(acme, 5);
    submit(acme, 5);
    BatchView third = submit(acme, 5);
    BatchView fourth = submit(acme, 5);
    var node = new Node();
    List<Lease> leases = node.work.claim(10);
    assertThat(leases).hasSize(2);
    node.finish(
        leases.stream()
            .filter(lease -> lease.batch().batchId().equals(first.id().uuid()))
            .findFirst()
            .orElseThrow());
    assertThat(node.work.claim(10).stream().map(lease -> lease.batch().batchId()))
        .containsExactly(third.id().uuid());
    assertThat(read(fourth).batch().progress().status()).isEqualTo(BatchStatus.QUEUED);
    node.finishAll();
  }

  @Test
  void aSettingRefusesBatchesBeyondTheRunningOnesAndStoresNothing() {
    var strict =
        new BatchLimits(1_000, Duration.ofHours(24), Duration.ofDays(30), SLICE_SIZE, true);
    store = store(strict);
    submit(acme, 5);
    submit(acme, 5);
    assertThatThrownBy(() -> submit(acme, 5)).isInstanceOf(ApiException.class);
    assertThat(store.list(acme, BatchStore.Range.ALL)).hasSize(2);
  }

  @Test
  void aBatchThatWaitedTooLongFailsWithoutEverRunning() {
    submit(acme, 5);
    submit(acme, 5);
    BatchView waiting = submit(acme, 7);
    clock.passes(Duration.ofHours(25));
    assertThat(new Node().work.endOverdue()).isEqualTo(3);
    BatchView ended = read(waiting).batch();
    assertThat(ended.progress().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(ended.progress().failed()).isEqualTo(7);
    assertThat(ended.endedReason()).isEqualTo("timed_out");
    assertThat(new Node().work.claim(10)).isEmpty();
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
  void aPlaceThatBringsEveryNodeDownFailsAndTheOthersComplete() {
    BatchView batch = submit(acme, 5);
    for (int crash = 1; crash <= 4; crash++) {
      var node = new Node();
      Lease lease = node.work.claim(1).getFirst();
      assertThat(lease.crashes()).isEqualTo(crash - 1);
      if (crash == 4) {
        // By now places are tried one by one, and the third one is the last this node names.
        node.work.suspect(lease, 2);
      }
      clock.passes(NODE_TIMEOUT.plusSeconds(1));
      rescue();
    }
    worker(new Node(), FakeSource.knowingAll()).workWhatIsDue();
    BatchStore.Results results = read(batch);
    assertThat(results.batch().progress().completed()).isEqualTo(4);
    assertThat(new String(results.items().get(2), UTF_8)).contains("\"error_code\":\"crashed\"");
  }

  @Test
  void whileThePlaceToBlameIsLookedForNothingElseIsTriedThatCouldBeIt() {
    BatchView one = submit(acme, 5);
    BatchView other = submit(acme, 5);
    for (int crash = 1; crash <= 3; crash++) {
      new Node().work.claim(2);
      clock.passes(NODE_TIMEOUT.plusSeconds(1));
      rescue();
    }
    var atOnce = new AtomicInteger();
    var mostAtOnce = new AtomicInteger();
    var source =
        new FakeSource(_ -> {
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          atOnce.decrementAndGet();
          return FakeSource.website("https://example.org");
        });
    try (Worker worker = worker(new Node(), source)) {
      worker.start();
      while (read(one).batch().progress().pending() + read(other).batch().progress().pending()
          > 0) {
        Thread.onSpinWait();
      }
    }
    assertThat(mostAtOnce).hasValue(1);
    assertThat(read(one).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void whatSourcesWereAskedForIsKeptWhileTheDatabaseIsAway() {
    BatchView batch = submit(acme, 5);
    var cut = new AtomicBoolean();
    var source =
        new FakeSource(_ -> {
          if (cut.compareAndSet(false, true)) {
            cutAllConnections();
          }
          return FakeSource.website("https://example.org");
        });
    worker(new Node(), source).workWhatIsDue();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
    assertThat(source.callsFor("x")).isEqualTo(5);
  }

  /// From a connection of its own, so that the pool is left with dead ones only.
  private static void cutAllConnections() {
    Jdbi.create(DATABASE.config().url(), DATABASE.config().user(), DATABASE.config().password())
        .useHandle(handle ->
            handle.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """));
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
  void aDayThatNobodyHasMadeIsMadeWhenABatchComes() {
    clock.passes(Duration.ofDays(9));
    BatchView batch = submit(acme, 5);
    new Node().finishAll();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void aBugMetByOnePlaceFailsThatPlaceAlone() {
    BatchView batch = submit(acme, 5);
    var source =
        new FakeSource(_ -> {
          throw new StackOverflowError("a bug of a source");
        });
    Worker worker = worker(new Node(), source);
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(worker.workWhatIsDue()).isEqualTo(1);
      clock.passes(Duration.ofMinutes(3));
    }
    assertThat(read(batch).batch().progress().failed()).isEqualTo(5);
    assertThat(new String(read(batch).items().getFirst(), UTF_8))
        .contains("\"error_code\":\"internal_error\"", "\"attempts\":5");
  }

  @Test
  void aSourceThatNeverAnswersIsCutOffAndThePlaceTriedAgain() {
    BatchView batch = submit(acme, 5);
    var never = new CountDownLatch(1);
    var source =
        new FakeSource(_ -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return FakeSource.website("https://example.org");
        });
    Worker worker = worker(new Node(), source, Duration.ofMillis(20));
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(worker.workWhatIsDue()).isEqualTo(1);
      clock.passes(Duration.ofMinutes(3));
    }
    assertThat(read(batch).batch().progress().failed()).isEqualTo(5);
    assertThat(new String(read(batch).items().getFirst(), UTF_8))
        .contains("\"error_code\":\"source_unavailable\"", "did not answer within");
  }

  @Test
  void countsAlwaysSumThroughEveryRunOfABatch() {
    BatchView batch = submit(acme, 12);
    var node = new Node();
    for (int run = 1; run <= 3; run++) {
      node.finishAll();
      Progress ended = read(batch).batch().progress();
      assertThat(ended.completed()).isEqualTo(12);
      store.reprocess(acme, batch.id().toString(), Optional.of(List.of("p0", "p7", "p11")), null);
      Progress reopened = read(batch).batch().progress();
      assertThat(reopened.pending()).isEqualTo(3);
      assertThat(reopened.completed()).isEqualTo(9);
    }
    node.finishAll();
    assertThat(read(batch).items()).hasSize(12);
  }
}
