package dev.placemill.server.batch;

import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.queue.Pauses;
import dev.placemill.server.queue.QueueRenewal;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.webhook.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Batches as their clients handle them: submit, read, list, reprocess.
///
/// Each method is one transaction: when it returns, what it did is on disk, and when it throws,
/// nothing of it is.
final class BatchStore {
  /// The places of a batch a client asks to see.
  ///
  /// @param limit the most places
  record Range(int offset, int limit) {
    static final Range ALL = new Range(0, Integer.MAX_VALUE);
  }

  /// A batch and the JSON of the places asked for, in the order they were sent.
  ///
  /// @param next where the page after this one begins, or null when there is none
  record Results(BatchView batch, List<byte[]> items, @Nullable Integer next) {}

  // Many that ask for results at once wait here and not for a connection, which polls and
  // submissions need too.
  private static final int RESULT_READS = 4;

  private final Database database;
  private final SliceQueue queue;
  private final Intake intake;
  private final Partitions partitions;
  private final BatchLimits limits;
  private final Runnable workAdded;
  private final Semaphore resultReads = new Semaphore(RESULT_READS);

  /// @param workAdded called after a commit that queued work, so that workers need not poll for it
  BatchStore(
      Database database,
      SliceQueue queue,
      Backlog backlog,
      Partitions partitions,
      BatchLimits limits,
      Runnable workAdded) {
    this.database = database;
    this.queue = queue;
    this.intake = new Intake(queue, backlog, limits);
    this.partitions = partitions;
    this.limits = limits;
    this.workAdded = workAdded;
  }

  /// Refuses further work of an organization while more waits than is got done. Asked before a
  /// request is read, so that refusing costs next to nothing.
  void refuseWhenFull(long orgId) {
    database.useHandle(handle -> intake.refuseWhenFull(handle, orgId));
  }

  /// Stores a batch and queues its work.
  ///
  /// @param key sent again with the same request, gives the same answer and does nothing; or null
  Answer submit(long orgId, Submission submission, @Nullable IdempotencyKey key) {
    Answer submitted =
        partitions.withToday(() ->
            database.inTransaction(handle ->
                IdempotencyKeys.once(handle, orgId, key, () -> submit(handle, orgId, submission))));
    CrashPoint.SUBMISSION_COMMITTED.pass();
    workAdded.run();
    return submitted;
  }

  private Answer submit(Handle handle, long orgId, Submission submission) {
    BatchKey batch = intake.add(handle, orgId, submission);
    CrashPoint.SUBMISSION_STORED.pass();
    return new Answer(new BatchId(batch.batchId()), BatchJson.bytes(view(handle, batch)), false);
  }

  /// Stores several batches and queues their work, all of them or none.
  ///
  /// @param submissions read once, and anew when all has to be tried again
  /// @param answer makes the answer of the first of them and the ids of all
  Answer submitAll(
      long orgId,
      Iterable<Submission> submissions,
      @Nullable IdempotencyKey key,
      BiFunction<BatchView, List<BatchId>, byte[]> answer) {
    Answer submitted =
        partitions.withToday(() ->
            database.inTransaction(handle ->
                IdempotencyKeys.once(
                    handle, orgId, key, () -> submitAll(handle, orgId, submissions, answer))));
    workAdded.run();
    return submitted;
  }

  private Answer submitAll(
      Handle handle,
      long orgId,
      Iterable<Submission> submissions,
      BiFunction<BatchView, List<BatchId>, byte[]> answer) {
    List<BatchKey> added = new ArrayList<>();
    submissions.forEach(submission -> added.add(intake.add(handle, orgId, submission)));
    BatchView first = view(handle, added.getFirst());
    List<BatchId> ids = added.stream().map(batch -> new BatchId(batch.batchId())).toList();
    return new Answer(first.id(), answer.apply(first, ids), false);
  }

  private BatchView view(Handle handle, BatchKey batch) {
    return BatchViews.find(handle, queue, limits, batch).orElseThrow();
  }

  private static final String AT_ONE_MOMENT =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY
      """;

  /// A batch and some of its places, as they were at one moment.
  Results read(long orgId, String batchId, Range range) {
    if (range.limit() == 0) {
      BatchView batch = database.withHandle(handle -> find(handle, orgId, batchId));
      return new Results(batch, List.of(), null);
    }
    resultReads.acquireUninterruptibly();
    try {
      return database.inTransaction(snapshot -> results(snapshot, orgId, batchId, range));
    } finally {
      resultReads.release();
    }
  }

  private Results results(Handle snapshot, long orgId, String batchId, Range range) {
    snapshot.execute(AT_ONE_MOMENT);
    QueueRenewal.keepInPlace(snapshot);
    BatchView batch = find(snapshot, orgId, batchId);
    var key = new BatchKey(orgId, batch.id().day(), batch.id().uuid());
    List<byte[]> page = items(snapshot, key, batch, range);
    int next = range.offset() + page.size();
    boolean more = !page.isEmpty() && next < batch.progress().total();
    return new Results(batch, page, more ? next : null);
  }

  /// Asks for the batch alone where it is there, since clients poll for it.
  private BatchView find(Handle handle, long orgId, String batchId) {
    BatchId id = BatchId.find(batchId).orElseThrow(() -> notFound(batchId));
    return BatchViews.find(handle, queue, limits, new BatchKey(orgId, id.day(), id.uuid()))
        .filter(batch -> !isExpired(id, batch.readAt()))
        .orElseThrow(() -> isExpired(id, BatchTable.now(handle)) ? expired(id) : notFound(batchId));
  }

  boolean isExpired(BatchView batch) {
    return isExpired(batch.id(), batch.readAt());
  }

  private boolean isExpired(BatchId id, Instant now) {
    return id.createdAt().plus(limits.retention()).isBefore(now);
  }

  private ApiException expired(BatchId id) {
    return new ApiException(
        ErrorCode.RESULTS_EXPIRED,
        "Batches are kept for %d days; this one was made on %s."
            .formatted(limits.retention().toDays(), id.day()));
  }

  private static List<byte[]> items(Handle handle, BatchKey key, BatchView batch, Range range) {
    int end = (int) Math.min(batch.progress().total(), (long) range.offset() + range.limit());
    if (range.offset() >= end) {
      return List.of();
    }
    int sliceSize = BatchViews.sliceSize(handle, key);
    int first = range.offset() / sliceSize;
    int last = (end - 1) / sliceSize;
    Map<Integer, byte[]> items = new TreeMap<>();
    ResultChunks.ended(handle, key, first, last)
        .forEach((position, item) -> items.put(position, item.json()));
    if (batch.progress().pending() > 0) {
      SliceInputs.read(handle, key, first, last)
          .forEach(place ->
              items.computeIfAbsent(
                  place.position(),
                  _ -> ItemJson.pending(SubmittedPlace.of(place.json()).placeId())));
    }
    List<byte[]> page = new ArrayList<>(end - range.offset());
    items.forEach((position, json) -> {
      if (position >= range.offset() && position < end) {
        page.add(json);
      }
    });
    return page;
  }

  /// An organization's batches, newest first.
  List<BatchView> list(long orgId, Range range) {
    return database.withHandle(handle -> BatchViews.list(handle, queue, limits, orgId, range));
  }

  /// Tries places of an ended batch again.
  ///
  /// @param placeIds the places, whatever became of them; empty for all that failed
  /// @param key as for [#submit]
  Answer reprocess(
      long orgId, String batchId, Optional<List<String>> placeIds, @Nullable IdempotencyKey key) {
    Answer reprocessed =
        database.inTransaction(handle ->
            IdempotencyKeys.once(
                handle, orgId, key, () -> reprocess(handle, orgId, batchId, placeIds)));
    workAdded.run();
    return reprocessed;
  }

  private Answer reprocess(
      Handle handle, long orgId, String batchId, Optional<List<String>> placeIds) {
    intake.refuseWhenFull(handle, orgId);
    BatchTable.Locked batch = lock(handle, orgId, batchId);
    if (batch.endedAt() == null) {
      throw new ApiException(
              ErrorCode.BATCH_STILL_RUNNING,
              "This batch has not ended yet; wait until its status is completed, partial or failed.")
          .retryAfter(5);
    }
    int places = reopen(handle, batch, placeIds);
    return new Answer(
        new BatchId(batch.key().batchId()),
        BatchJson.reprocessed(view(handle, batch.key()), places),
        false);
  }

  /// Ends a batch now: what is done stays, the rest fails as cancelled. One that has ended stays as
  /// it is.
  BatchView cancel(long orgId, String batchId) {
    var othersMayRun = new boolean[1];
    BatchView cancelled =
        database.inTransaction(handle -> {
          BatchKey key = lock(handle, orgId, batchId).key();
          othersMayRun[0] = EarlyEnd.end(handle, queue, key, EndedReason.CANCELLED);
          return view(handle, key);
        });
    if (othersMayRun[0]) {
      workAdded.run();
    }
    return cancelled;
  }

  /// Begins no more work of an organization, or lets it go on.
  void pause(long orgId, boolean paused) {
    database.useTransaction(handle -> {
      if (paused) {
        Pauses.pause(handle, orgId);
      } else {
        Pauses.resume(handle, orgId);
      }
    });
    workAdded.run();
  }

  /// Deletes a batch with all that was sent and found, whether it has ended or not.
  void delete(long orgId, String batchId) {
    boolean othersMayRun =
        database.inTransaction(handle -> {
          BatchKey key = lock(handle, orgId, batchId).key();
          queue.drop(handle, key);
          BatchTable.delete(handle, key);
          Outbox.forget(handle, key.orgId(), key.batchId());
          return queue.admitWaiting(handle, orgId);
        });
    if (othersMayRun) {
      workAdded.run();
    }
  }

  private int reopen(Handle handle, BatchTable.Locked batch, Optional<List<String>> placeIds) {
    Map<Integer, Item> ended = ResultChunks.ended(handle, batch.key(), 0, batch.lastSlice());
    Set<Integer> chosen =
        placeIds.map(ids -> positions(handle, batch, ids)).orElseGet(() -> failed(ended));
    Map<Integer, List<Item>> bySlice = new TreeMap<>();
    for (int position : chosen) {
      Item item = ended.get(position);
      if (item == null) {
        throw new IllegalStateException("an ended batch has a place without a result");
      }
      bySlice.computeIfAbsent(batch.sliceOf(position), _ -> new ArrayList<>()).add(item);
    }
    if (!bySlice.isEmpty()) {
      Instant now = BatchTable.now(handle);
      int run = batch.run() + 1;
      BatchTable.reopen(handle, batch.key(), now);
      List<ResultChunk> chunks = new ArrayList<>();
      bySlice.forEach(
          (slice, items) -> chunks.add(ResultChunk.reopening(batch.key(), slice, run, items)));
      ResultChunks.append(handle, chunks);
      Short[] slices = bySlice.keySet().stream().map(Integer::shortValue).toArray(Short[]::new);
      intake.enqueue(
          handle,
          new OpenRun(
              batch.key(),
              run,
              batch.priority(),
              now,
              now.plus(limits.timeLimit(batch.timeLimitMillis()))),
          slices);
    }
    return chosen.size();
  }

  private static Set<Integer> failed(Map<Integer, Item> ended) {
    Set<Integer> failed = new HashSet<>();
    ended.forEach((position, item) -> {
      if (item.state() == State.FAILED) {
        failed.add(position);
      }
    });
    return failed;
  }

  private static Set<Integer> positions(
      Handle handle, BatchTable.Locked batch, List<String> placeIds) {
    Map<String, Integer> byId = new HashMap<>();
    SliceInputs.read(handle, batch.key(), 0, batch.lastSlice())
        .forEach(place -> byId.put(SubmittedPlace.of(place.json()).placeId(), place.position()));
    Set<Integer> positions = new HashSet<>();
    List<Fault> unknown = new ArrayList<>();
    for (int i = 0; i < placeIds.size(); i++) {
      Integer position = byId.get(placeIds.get(i));
      if (position == null) {
        unknown.add(new Fault("#/place_ids/" + i, "is not a place of this batch"));
      } else {
        positions.add(position);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "%d of the place_ids are not of this batch; nothing was reprocessed."
              .formatted(unknown.size()),
          unknown);
    }
    return positions;
  }

  private BatchTable.Locked lock(Handle handle, long orgId, String batchId) {
    return BatchTable.findAndLock(handle, key(handle, orgId, batchId))
        .orElseThrow(() -> notFound(batchId));
  }

  private BatchKey key(Handle handle, long orgId, String batchId) {
    BatchId id = BatchId.find(batchId).orElseThrow(() -> notFound(batchId));
    if (isExpired(id, BatchTable.now(handle))) {
      throw expired(id);
    }
    return new BatchKey(orgId, id.day(), id.uuid());
  }

  private static ApiException notFound(String batchId) {
    return new ApiException(
        ErrorCode.BATCH_NOT_FOUND, "This organization has no batch \"%s\".".formatted(batchId));
  }
}
