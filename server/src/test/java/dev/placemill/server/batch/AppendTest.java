package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.audit.Author;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.job.JobOutcomes;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Jobs that come to a batch when it is already there: while it waits, runs, ends, or after that.
class AppendTest extends SteppedEngine {
  private static Submission jobs(@Nullable String batch, boolean kickOff, int from, int to) {
    List<byte[]> places =
        IntStream.range(from, to)
            .mapToObj(i ->
                "{\"place_id\":\"p%d\",\"inputs\":{\"name\":\"Place %d\",\"latitude\":%s,\"longitude\":2.5}}"
                    .formatted(i, i, 48 + i * 0.002))
            .map(place -> place.getBytes(UTF_8))
            .toList();
    return new Submission(
        "b",
        places,
        Priority.NORMAL,
        null,
        null,
        null,
        new Submission.Terms(Vocabulary.JOBS, false, batch, kickOff, false));
  }

  private BatchView send(@Nullable String batch, boolean kickOff, int from, int to) {
    return view(store.submit(acme, jobs(batch, kickOff, from, to), null).batch());
  }

  private BatchView view(BatchId id) {
    return store.read(acme, id.toString(), new BatchStore.Range(0, 0)).batch();
  }

  private List<String> results(BatchView batch) {
    return store.read(acme, batch.id().toString(), BatchStore.Range.ALL).items().stream()
        .map(SubmittedPlace::id)
        .toList();
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
  }

  @Test
  void whatIsAppendedWhileTheBatchRunsIsPartOfThatRun() {
    var node = new Node();
    BatchView batch = send(null, true, 0, SLICE_SIZE + 1);
    Lease first = node.work.claim(1).getFirst();
    send(batch.id().toString(), true, SLICE_SIZE + 1, SLICE_SIZE + 3);
    node.finish(first);
    assertThat(view(batch.id()).hasEnded()).isFalse();
    node.finishAll();
    BatchView ended = view(batch.id());
    assertThat(ended.progress()).isEqualTo(new Progress(SLICE_SIZE + 3, SLICE_SIZE + 3, 0, true));
    assertThat(ended.run()).isEqualTo(1);
    assertThat(results(ended)).isEqualTo(ids(SLICE_SIZE + 3));
  }

  @Test
  void whatIsAppendedToABatchThatHasEndedIsWorkedAloneInARunOfItsOwn() {
    var node = new Node();
    BatchView batch = send("mine", true, 0, 2);
    node.finishAll();
    assertThat(view(batch.id()).hasEnded()).isTrue();
    BatchView appended = send("mine", true, 2, 5);
    assertThat(appended.id()).isEqualTo(batch.id());
    assertThat(appended.progress()).isEqualTo(new Progress(5, 2, 0, false));
    List<Lease> leases = node.work.claim(100);
    assertThat(leases).hasSize(1);
    assertThat(node.pending(leases.getFirst())).hasSize(3);
    node.finish(leases.getFirst());
    assertThat(view(batch.id()).progress()).isEqualTo(new Progress(5, 5, 0, true));
    assertThat(results(batch)).isEqualTo(ids(5));
  }

  @Test
  void whatIsAppendedToABatchThatWaitsForItsTurnWaitsWithIt() {
    var node = new Node();
    List<BatchView> running = new ArrayList<>();
    for (int i = 0; i < queueConfig.runningBatches(); i++) {
      running.add(submit(acme, 1));
    }
    BatchView waiting = send("later", true, 0, 1);
    send("later", true, 1, 2);
    assertThat(node.work.claim(100)).hasSize(running.size());
    assertThat(view(waiting.id()).progress().started()).isFalse();
  }

  @Test
  void appendsThatMeetTheEndOfTheBatchAreWorkedWhicheverIsFirst() throws Exception {
    int rounds = 30;
    var node = new Node();
    BatchView batch = send("raced", true, 0, 1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= rounds; round++) {
        int next = round;
        Future<?> append = threads.submit(() -> send("raced", true, next, next + 1));
        Future<?> end = threads.submit(node::finishAll);
        append.get();
        end.get();
      }
    }
    node.finishAll();
    BatchView ended = view(batch.id());
    assertThat(ended.progress()).isEqualTo(new Progress(rounds + 1, rounds + 1, 0, true));
    assertThat(ended.hasEnded()).isTrue();
    assertThat(results(ended)).isEqualTo(ids(rounds + 1));
  }

  @Test
  void twoWhoMakeABatchOfOneNameAtOnceFillOneBatch() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BatchView>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int from = i * 2;
        sent.add(threads.submit(() -> send("shared", true, from, from + 2)));
      }
      BatchId one = sent.getFirst().get().id();
      for (Future<BatchView> batch : sent) {
        assertThat(batch.get().id()).isEqualTo(one);
      }
      new Node().finishAll();
      assertThat(view(one).progress()).isEqualTo(new Progress(16, 16, 0, true));
    }
  }

  @Test
  void whatIsOnlyStoredIsNotWorkedUntilAnAppendThatKicksOff() {
    var node = new Node();
    BatchView batch = send("uploaded", false, 0, SLICE_SIZE + 1);
    send("uploaded", false, SLICE_SIZE + 1, SLICE_SIZE + 2);
    assertThat(node.work.claim(100)).isEmpty();
    assertThat(JobStatus.of(view(batch.id()))).isEqualTo(JobStatus.PENDING);
    assertThat(view(batch.id()).waitingFor()).contains("kicked off");
    send("uploaded", true, SLICE_SIZE + 2, SLICE_SIZE + 3);
    node.finishAll();
    BatchView ended = view(batch.id());
    assertThat(ended.progress()).isEqualTo(new Progress(SLICE_SIZE + 3, SLICE_SIZE + 3, 0, true));
    assertThat(ended.run()).isEqualTo(1);
  }

  @Test
  void aBatchDoesNotEndWhileSomeOfItIsOnlyStored() {
    var node = new Node();
    BatchView batch = send("half", true, 0, 1);
    send("half", false, 1, 2);
    node.finishAll();
    assertThat(view(batch.id()).hasEnded()).isFalse();
    assertThat(JobStatus.of(view(batch.id()))).isEqualTo(JobStatus.PENDING);
    store.reprocess(acme, batch.id().toString(), Reprocess.DEFAULT, Vocabulary.JOBS, null);
    node.finishAll();
    assertThat(view(batch.id()).progress()).isEqualTo(new Progress(2, 2, 0, true));
  }

  @Test
  void whatIsOnlyStoredOutlivesTheTimeLimitAndNoCancel() {
    BatchView batch = send("mixed", true, 0, 1);
    send("mixed", false, 1, 2);
    clock.passes(Duration.ofHours(25));
    new Node().work.endOverdue();
    assertThat(view(batch.id()).progress()).isEqualTo(new Progress(2, 0, 1, false));
    store.cancel(Author.operator(acme), batch.id().toString());
    assertThat(view(batch.id()).progress().failed()).isEqualTo(2);
    assertThat(view(batch.id()).hasEnded()).isTrue();
  }

  @Test
  void anIdThatIsInTheBatchAlreadyIsRefusedWithItsPlaceInTheRequest() {
    send("once", true, 0, 2);
    assertThatThrownBy(() -> send("once", true, 1, 3))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(refused).hasMessageContaining("#/jobs/0/place_id");
            });
  }

  @Test
  void aBatchNeverGrowsOverItsMostAndAnIdOfOursMustBeThere() {
    BatchStore small =
        store(new BatchLimits(1_000, 3, Duration.ofHours(24), Duration.ofDays(30), 4, false));
    small.submit(acme, jobs("few", true, 0, 2), null);
    assertThatThrownBy(() -> small.submit(acme, jobs("few", true, 2, 4), null))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_PLACES));
    String gone = "batch_" + "01a217b9548476e4b7cedddd1def4434";
    assertThatThrownBy(() -> small.submit(acme, jobs(gone, true, 0, 1), null))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BATCH_NOT_FOUND));
  }

  @Test
  void aReprocessForOtherAttributesIsRememberedPlaceByPlace() {
    var node = new Node();
    BatchView batch = send("asked", true, 0, 2);
    node.finishAll();
    var website = EnumSet.of(Attribute.WEBSITE);
    again(batch, new Reprocess(List.of("p1"), null, null, null, website, false, true));
    Lease named = node.work.claim(1).getFirst();
    assertThat(node.pending(named).getFirst().wanted()).isEqualTo(website);
    node.finish(named);
    again(batch, new Reprocess(null, null, false, null, null, true, true));
    Lease likeLastTime = node.work.claim(1).getFirst();
    assertThat(node.pending(likeLastTime).get(0).wanted()).isNotEqualTo(website);
    assertThat(node.pending(likeLastTime).get(1).wanted()).isEqualTo(website);
  }

  private void again(BatchView batch, Reprocess request) {
    store.reprocess(acme, batch.id().toString(), request, Vocabulary.JOBS, null);
  }

  @Test
  void aFlaggedBatchIsWorkedAnewOnTheNinthOnce() {
    var node = new Node();
    BatchView batch = send("monthly", true, 0, 2);
    node.finishAll();
    new BatchJobs(DATABASE.database(), queue, store, limits, new JobOutcomes())
        .update(Author.operator(acme), batch.id().toString(), null, true);
    store.refreshDue();
    assertThat(view(batch.id()).run()).isEqualTo(1);
    clock.passes(
        Duration.between(batch.readAt(), MonthlyRefresh.next(batch.readAt())).plusMinutes(1));
    BatchStore kept =
        store(new BatchLimits(1_000, 50_000, Duration.ofHours(24), Duration.ofDays(60), 4, false));
    kept.refreshDue();
    kept.refreshDue();
    BatchView again = kept.read(acme, batch.id().toString(), new BatchStore.Range(0, 0)).batch();
    assertThat(again.run()).isEqualTo(2);
    assertThat(again.progress().pending()).isEqualTo(2);
  }
}
