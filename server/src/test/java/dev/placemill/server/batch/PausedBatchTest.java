package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.QueueFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One batch that is paused and goes on: what is claimed of it, what others get, what it says.
class PausedBatchTest extends SteppedEngine {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private BatchView pause(BatchView batch) {
    return store.pauseOne(Author.operator(acme), batch.id().toString(), true);
  }

  private BatchView resume(BatchView batch) {
    return store.pauseOne(Author.operator(acme), batch.id().toString(), false);
  }

  private BatchView now(BatchView batch) {
    return store.read(acme, batch.id().toString(), new BatchStore.Range(0, 0)).batch();
  }

  private static List<UUID> batches(List<Lease> leases) {
    return leases.stream().map(lease -> lease.batch().batchId()).toList();
  }

  private static String waiting(BatchView batch) {
    return Objects.requireNonNullElse(batch.waitingFor(), "nothing");
  }

  private static List<String> texts(String query) {
    return DATABASE
        .database()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  @Test
  void nothingMoreOfItIsClaimedByAnyNodeAndWhatIsInWorkIsKept() {
    BatchView batch = submit(acme, 20);
    var node = new Node();
    List<Lease> inWork = node.work.claim(2);
    BatchView paused = pause(batch);
    assertThat(paused.progress().status()).isEqualTo(BatchStatus.PROCESSING);
    assertThat(waiting(paused))
        .matches("Being resumed; this batch was paused at 20.*Z\\. What was in work by then is .*");
    inWork.forEach(node::finish);
    assertThat(node.work.claim(100)).isEmpty();
    assertThat(new Node().work.claim(100)).isEmpty();
    assertThat(now(batch).progress().completed()).isEqualTo(10);
    assertThat(waiting(now(batch))).endsWith("Z.");
    assertThat(now(batch).estimatedCompletion()).isNull();

    BatchView resumed = resume(batch);
    assertThat(resumed.pausedAt()).isNull();
    assertThat(resumed.waitingFor()).startsWith("A free worker");
    new Node().finishAll();
    assertThat(now(batch).progress().status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void whatComesBackFromWorkMeanwhileStaysWhateverItCameBackFor() {
    BatchView batch = submit(acme, 20);
    var failing = new Node();
    Lease later = failing.work.claim(1).getFirst();
    failing.work.claim(1);
    var dying = new Node();
    dying.work.claim(1);
    var stopping = new Node();
    stopping.work.claim(1);
    pause(batch);
    failing.work.store(later, 0, List.of(), new Next.RetryAfter(MINUTE, "fake: down"));
    failing.work.giveBackAllBut(Set.of());
    DATABASE.database().useTransaction(handle -> nodes.signOff(handle, stopping.id));
    clock.passes(NODE_TIMEOUT.plus(MINUTE));
    var other = new Node();
    rescue();

    assertThat(other.work.claim(100)).isEmpty();
    assertThat(other.work.findTimeToNextDue()).isEmpty();
    resume(batch);
    List<Lease> leases = other.work.claim(100);
    assertThat(leases).hasSize(4);
    assertThat(leases.stream().mapToInt(Lease::attempt).sum()).isEqualTo(1);
    assertThat(leases.stream().mapToInt(Lease::crashes).sum()).isEqualTo(1);
    leases.forEach(other::finish);
    assertThat(now(batch).progress().status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void itsRunningPlaceIsForAnotherAndItGoesOnWhenOneIsFreeAgain() {
    BatchView first = submit(acme, 10);
    BatchView second = submit(acme, 10);
    BatchView third = submit(acme, 10);
    BatchView fourth = submit(acme, 10);
    var node = new Node();
    node.work.claim(1).forEach(node::finish);
    pause(first);
    assertThat(new HashSet<>(batches(node.work.claim(100))))
        .containsExactlyInAnyOrder(second.id().uuid(), third.id().uuid());
    assertThat(waiting(resume(first)))
        .isEqualTo("The organization's running batches; this one goes on when one of them ends.");
    assertThat(node.work.claim(100)).isEmpty();
    assertThat(store.cancel(Author.operator(acme), second.id().toString()).hasEnded()).isTrue();
    assertThat(batches(node.work.claim(100))).containsExactly(first.id().uuid());
    assertThat(waiting(now(fourth))).contains("begins when one of them ends");
  }

  @Test
  void oneThatWaitsIsPassedOverUntilItIsResumed() {
    BatchView first = submit(acme, 5);
    submit(acme, 5);
    BatchView third = submit(acme, 5);
    BatchView fourth = submit(acme, 5);
    assertThat(pause(third).progress().status()).isEqualTo(BatchStatus.QUEUED);
    var node = new Node();
    node.work.claim(2).forEach(node::finish);
    assertThat(now(first).hasEnded()).isTrue();
    assertThat(batches(node.work.claim(100))).containsExactly(fourth.id().uuid());
    resume(third);
    assertThat(batches(node.work.claim(100))).containsExactly(third.id().uuid());
  }

  /// The version before lets the first that is not admitted run, and queues all its slices.
  @Test
  void aNodeOfTheVersionBeforeTakesNoPausedBatchForOneThatWaits() {
    submit(acme, 5);
    submit(acme, 5);
    BatchView waiting = submit(acme, 5);
    pause(waiting);
    resume(waiting);
    pause(waiting);
    assertThat(texts("SELECT batch_id::text FROM open_run WHERE NOT admitted")).isEmpty();
    assertThat(
            texts(
                "SELECT due_at::text FROM slice WHERE batch_id = '%s'"
                    .formatted(waiting.id().uuid())))
        .containsExactly("infinity");
  }

  @Test
  void timeThatPassedBeforeItRanIsNotTakenForRest() {
    submit(acme, 5);
    submit(acme, 5);
    BatchView third = submit(acme, 10);
    pause(third);
    clock.passes(Duration.ofHours(1));
    resume(third);
    var node = new Node();
    node.work.claim(2).forEach(node::finish);
    List<Lease> half = node.work.claim(1);
    clock.passes(MINUTE.multipliedBy(10));
    half.forEach(node::finish);
    BatchView now = now(third);
    assertThat(
            Duration.between(now.readAt(), Objects.requireNonNull(now.estimatedCompletion()))
                .toMinutes())
        .isBetween(9L, 10L);
  }

  @Test
  void oneThatGoesOnSharesTheTurnsOfTheOthers() {
    BatchView first = submit(acme, 50);
    pause(first);
    BatchView second = submit(acme, 100);
    var node = new Node();
    node.work.claim(12).forEach(node::finish);
    resume(first);
    assertThat(batches(node.work.claim(6)))
        .satisfies(
            served -> assertThat(served.stream().filter(first.id().uuid()::equals)).hasSize(3))
        .contains(second.id().uuid());
  }

  @Test
  void pausingAndResumingAgainChangesNothing() {
    BatchView batch = submit(acme, 10);
    BatchView once = pause(batch);
    clock.passes(MINUTE);
    assertThat(pause(batch).pausedAt()).isEqualTo(once.pausedAt());
    BatchView resumed = resume(batch);
    clock.passes(MINUTE);
    assertThat(resume(batch).expiresAt()).isEqualTo(resumed.expiresAt());
    assertThat(
            texts("SELECT action FROM audit_entry WHERE action LIKE 'batch.%' ORDER BY entry_id"))
        .containsExactly("batch.paused", "batch.resumed");
  }

  @Test
  void itsTimeStandsStillAndEndsWithItsRetention() {
    BatchView batch = submit(acme, 10);
    clock.passes(Duration.ofHours(20));
    BatchView paused = pause(batch);
    assertThat(paused.expiresAt()).isEqualTo(batch.id().createdAt().plus(limits.retention()));
    clock.passes(Duration.ofDays(7));
    assertThat(new Node().work.endOverdue()).isZero();
    BatchView resumed = resume(batch);
    assertThat(Duration.between(resumed.readAt(), resumed.expiresAt()).toMinutes())
        .isBetween(238L, 240L);
    pause(batch);
    clock.passes(Duration.ofDays(23));
    assertThat(new Node().work.endOverdue()).isEqualTo(1);
    assertThat(new Node().work.claim(10)).isEmpty();
  }

  @Test
  void itsPaceIsToldWithoutTheTimeItRested() {
    BatchView batch = submit(acme, 20);
    var node = new Node();
    List<Lease> two = node.work.claim(2);
    clock.passes(MINUTE.multipliedBy(10));
    node.beats();
    two.forEach(node::finish);
    pause(batch);
    clock.passes(Duration.ofHours(10));
    BatchView resumed = resume(batch);
    assertThat(
            Duration.between(
                    resumed.readAt(), Objects.requireNonNull(resumed.estimatedCompletion()))
                .toMinutes())
        .isBetween(9L, 10L);
  }

  @Test
  void aPausedBatchCanBeCancelledAppendedToAndDeleted() {
    BatchView batch = submit(acme, 20);
    var node = new Node();
    node.work.claim(1).forEach(node::finish);
    pause(batch);
    assertThatThrownBy(() ->
            store.reprocess(acme, batch.id().toString(), Reprocess.ALL, Vocabulary.PLACES, null))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("paused");
    BatchView cancelled = store.cancel(Author.operator(acme), batch.id().toString());
    assertThat(cancelled.progress().completed()).isEqualTo(5);
    assertThat(cancelled.progress().failed()).isEqualTo(15);
    assertThat(cancelled.pausedAt()).isNull();
    store.reprocess(acme, batch.id().toString(), Reprocess.ALL, Vocabulary.PLACES, null);
    assertThat(now(batch).pausedAt()).isNull();
    pause(batch);
    store.delete(Author.operator(acme), batch.id().toString());
    assertThat(node.work.claim(100)).isEmpty();
    assertThat(
            texts("SELECT batch_id::text FROM slice UNION ALL SELECT batch_id::text FROM open_run"))
        .isEmpty();
  }

  @Test
  void whatIsAppendedToAPausedBatchIsWorkedOnceItIsResumed() {
    BatchView batch = submit(acme, 10);
    pause(batch);
    store.submit(acme, moreFor(batch), null);
    var node = new Node();
    assertThat(node.work.claim(100)).isEmpty();
    assertThat(now(batch).progress().total()).isEqualTo(15);
    resume(batch);
    node.finishAll();
    assertThat(now(batch).progress().completed()).isEqualTo(15);
  }

  private static Submission moreFor(BatchView batch) {
    List<byte[]> places =
        IntStream.range(0, 5)
            .mapToObj(i -> "{\"place_id\":\"more%d\",\"inputs\":%s}".formatted(i, INPUTS))
            .map(place -> place.getBytes(UTF_8))
            .toList();
    var terms = new Submission.Terms(Vocabulary.JOBS, false, batch.id().toString(), true, false);
    return new Submission("b", places, Priority.NORMAL, null, null, null, terms);
  }

  @Test
  void oneThatHasEndedCannotBePausedAnyMore() {
    BatchView batch = submit(acme, 5);
    var node = new Node();
    List<Lease> last = node.work.claim(1);
    pause(batch);
    last.forEach(node::finish);
    assertThat(now(batch).progress().status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(now(batch).pausedAt()).isNull();
    for (boolean paused : List.of(true, false)) {
      assertThatThrownBy(() -> store.pauseOne(Author.operator(acme), batch.id().toString(), paused))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("Reprocess it");
    }
  }

  @Test
  void pausedBatchesAreNoneThatWaitForAWorkerOrATurn() {
    BatchView batch = submit(acme, 50);
    var node = new Node();
    node.work.claim(1);
    pause(batch);
    node.work.giveBackAllBut(Set.of());
    clock.passes(MINUTE);
    QueueFigures figures = DATABASE.database().withHandle(QueueFigures::read);
    assertThat(figures.oldestReadySeconds()).isZero();
    assertThat(figures.waitingBatches() + figures.runningBatches() + figures.delayed()).isZero();
  }

  @Test
  void batchesLeftToWaitForNothingRunInTheEnd() {
    BatchView first = submit(acme, 5);
    submit(acme, 5);
    BatchView third = submit(acme, 5);
    DATABASE.database().useHandle(handle -> handle.execute("DELETE FROM open_run WHERE admitted"));
    var node = new Node();
    node.work.admitStalled();
    assertThat(batches(node.work.claim(100))).contains(third.id().uuid(), first.id().uuid());
  }

  /// Nodes that claim, finish, give back and let go while others pause, resume and submit: whatever
  /// comes first, every place ends once and nothing is left behind.
  @Test
  void everyPlaceEndsOnceHoweverPausesAndWorkMeet() throws InterruptedException {
    List<BatchView> all = List.of(submit(acme, 100), submit(acme, 100), submit(acme, 100));
    var trouble = new ConcurrentLinkedQueue<Throwable>();
    var done = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(started(trouble, () -> workUntil(done)));
    }
    List<Thread> pausers =
        all.stream().map(batch -> started(trouble, () -> pauseNowAndThen(batch))).toList();
    for (Thread pauser : pausers) {
      pauser.join();
    }
    done.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(trouble).isEmpty();
    new Node().finishAll();
    for (BatchView batch : all) {
      assertThat(now(batch).progress().completed()).isEqualTo(100);
    }
  }

  private static Thread started(ConcurrentLinkedQueue<Throwable> trouble, Runnable work) {
    Thread thread = new Thread(work);
    thread.setUncaughtExceptionHandler((_, problem) -> trouble.add(problem));
    thread.start();
    return thread;
  }

  private void workUntil(AtomicBoolean done) {
    var node = new Node();
    while (!done.get()) {
      List<Lease> leases = node.work.claim(3);
      for (int i = 0; i < leases.size(); i++) {
        if (i == 0 && leases.getFirst().sliceNo() % 2 == 0 && leases.getFirst().epoch() < 3) {
          node.work.giveBackAllBut(new HashSet<>(leases.subList(1, leases.size())));
        } else {
          node.finish(leases.get(i));
        }
      }
    }
  }

  private void pauseNowAndThen(BatchView batch) {
    for (int i = 0; i < 20; i++) {
      if (now(batch).hasEnded()) {
        return;
      }
      try {
        pause(batch);
        resume(batch);
      } catch (ApiException ended) {
        assertThat(ended).hasMessageContaining("has ended");
      }
    }
  }
}
