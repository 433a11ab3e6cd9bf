package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.queue.QueueFigures;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.worker.Worker;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// Whose slice is next: the turns of organizations and batches, their limits, and waiting.
class TurnsTest extends SteppedEngine {
  private static final Duration MINUTE = Duration.ofMinutes(1);

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
    var capped = new SliceClaims(new QueueConfig(2, 3, 1_000, 1_000_000, NODE_TIMEOUT));
    var work = new BatchWork(DATABASE.database(), queue, capped, UUID.randomUUID(), () -> {});
    assertThat(work.claim(10)).hasSize(3);
    assertThat(work.claim(10)).isEmpty();
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
        new BatchLimits(1_000, 50_000, Duration.ofHours(24), Duration.ofDays(30), SLICE_SIZE, true);
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
  void allNodesTogetherWorkNoMoreSlicesAtOnceThanTheyMay() {
    submit(acme, 50);
    submit(organization("other"), 50);
    var capped = new SliceClaims(new QueueConfig(2, 1_000, 5, 1_000_000, NODE_TIMEOUT));
    var one = new BatchWork(DATABASE.database(), queue, capped, new Node().id, () -> {});
    var other = new BatchWork(DATABASE.database(), queue, capped, new Node().id, () -> {});
    assertThat(one.claim(3)).hasSize(3);
    assertThat(other.claim(3)).hasSize(2);
    assertThat(one.claim(3)).isEmpty();
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void anOrganizationThatHasAllInWorkThatItMayGoesOnAsSoonAsASliceEnds() {
    BatchView batch = submit(acme, 50);
    var capped = new SliceClaims(new QueueConfig(2, 1, 1_000, 1_000_000, NODE_TIMEOUT));
    var work = new BatchWork(DATABASE.database(), queue, capped, new Node().id, () -> {});
    try (Worker worker = worker(work, FakeSource.knowingAll(), Duration.ofHours(1))) {
      worker.start();
      while (read(batch).batch().progress().pending() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aNodeWithSlowSourcesLeavesToOthersWhatItCannotBeginYet() throws InterruptedException {
    submit(acme, 40);
    var gate = new CountDownLatch(1);
    var inWork = new CountDownLatch(20); // four slices of five places, as many as it works
    var slow =
        new FakeSource(_ -> {
          inWork.countDown();
          try {
            gate.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return FakeSource.website("https://example.org");
        });
    try (Worker worker = worker(new Node(), slow, Duration.ofMinutes(1))) {
      worker.start();
      inWork.await();
      assertThat(new Node().work.claim(100)).hasSize(4);
      gate.countDown();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatWasClaimedBeforeSourcesBecameSlowDoesNotGoBeforeOthers() {
    BatchView quick = submit(acme, 20);
    var names = new ConcurrentLinkedQueue<String>();
    var slow = new AtomicBoolean();
    var source =
        new FakeSource(inquiry -> {
          if (slow.get()) {
            names.add(String.valueOf(inquiry.place().name()));
            LockSupport.parkNanos(Duration.ofMillis(1_200).toNanos());
          }
          return FakeSource.website("https://example.org");
        });
    try (Worker worker = worker(new Node(), source, Duration.ofMinutes(1))) {
      worker.start();
      awaitEnd(acme, quick.id());
      slow.set(true);
      submit(acme, 40); // eight slices, of which four are claimed ahead
      while (names.size() < 20) {
        Thread.onSpinWait();
      }
      long small = organization("small");
      BatchId one =
          store
              .submit(small, submission(1, INPUTS.replace("x", "small"), Priority.NORMAL), null)
              .batch();
      awaitEnd(small, one);
    }
    assertThat(List.copyOf(names).indexOf("small")).isBetween(20, 39);
  }

  private void awaitEnd(long org, BatchId batch) {
    while (store.read(org, batch.toString(), BatchStore.Range.ALL).batch().progress().pending()
        > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsDueAgainCountsAsReadyBeforeAnybodyClaims() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    node.work.store(
        node.work.claim(1).getFirst(), 0, List.of(), new Next.RetryAfter(MINUTE, "fake: down"));
    clock.passes(MINUTE.multipliedBy(3));
    QueueFigures figures = DATABASE.database().withHandle(QueueFigures::read);
    assertThat(figures.ready()).isOne();
    assertThat(figures.delayed()).isZero();
    assertThat(figures.oldestReadySeconds()).isBetween(110.0, 150.0);
    assertThat(read(batch).batch().waitingFor()).startsWith("A free worker");
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
}
