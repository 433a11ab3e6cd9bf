package dev.placemill.server.batch;

import dev.placemill.enricher.ItemJson;
import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.QueueRenewal;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.webhook.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Batches as their clients handle them: submit, read, list, reprocess.
///
/// Each method is one transaction: when it returns, what it did is on disk, and when it throws,
/// nothing of it is.
public final class BatchStore {
  /// The places of a batch a client asks to see.
  ///
  /// @param limit the most places
  public record Range(int offset, int limit) {
    public static final Range ALL = new Range(0, Integer.MAX_VALUE);
  }

  /// A batch and the JSON of the places asked for, in the order they were sent.
  ///
  /// @param next where the page after this one begins, or null when there is none
  public record Results(BatchView batch, List<byte[]> items, @Nullable Integer next) {}

  private static final Logger LOG = LoggerFactory.getLogger(BatchStore.class);

  // Many that ask for results at once wait here and not for a connection, which polls and
  // submissions need too.
  private static final int RESULT_READS = 4;

  private final Database database;
  private final SliceQueue queue;
  private final RunStart runs;
  private final Intake intake;
  private final Partitions partitions;
  private final BatchLimits limits;
  private final BelongingsOfBatch belongings;
  private final Runnable workAdded;
  private final Semaphore resultReads = new Semaphore(RESULT_READS);

  /// @param belongings what other rooms keep of batches
  /// @param workAdded called after a commit that queued work, so that workers need not poll for it
  public BatchStore(
      Database database,
      SliceQueue queue,
      Backlog backlog,
      Partitions partitions,
      BatchLimits limits,
      BelongingsOfBatch belongings,
      Runnable workAdded) {
    this.database = database;
    this.queue = queue;
    this.runs = new RunStart(queue, backlog, limits);
    this.intake = new Intake(runs, limits);
    this.partitions = partitions;
    this.limits = limits;
    this.belongings = belongings;
    this.workAdded = workAdded;
  }

  /// Refuses further work of an organization while more waits than is got done. Asked before a
  /// request is read, so that refusing costs next to nothing.
  public void refuseWhenFull(long orgId) {
    database.useHandle(handle -> runs.refuseWhenFull(handle, orgId));
  }

  /// Stores a batch and queues its work, or appends to a batch that is there.
  ///
  /// @param key sent again with the same request, gives the same answer and does nothing; or null
  public Answer submit(long orgId, Submission submission, @Nullable IdempotencyKey key) {
    return submit(Author.operator(orgId), submission, limits.maxJobs(), key);
  }

  /// The same, by somebody who may append to a batch.
  ///
  /// @param maxJobs the most jobs a batch of the organization holds
  Answer submit(Author by, Submission submission, int maxJobs, @Nullable IdempotencyKey key) {
    Answer submitted =
        partitions.withToday(() ->
            database.inTransaction(handle ->
                IdempotencyKeys.once(
                    handle, by.orgId(), key, () -> submit(handle, by, submission, maxJobs))));
    CrashPoint.SUBMISSION_COMMITTED.pass();
    workAdded.run();
    return submitted;
  }

  private Answer submit(Handle handle, Author by, Submission submission, int maxJobs) {
    BatchKey batch = intake.add(handle, by, submission, maxJobs);
    CrashPoint.SUBMISSION_STORED.pass();
    BatchView view = view(handle, batch);
    byte[] answer =
        submission.terms().words() == Vocabulary.PLACES
            ? BatchJson.bytes(view)
            : JobBatchJson.of(view, JobPages.of(handle, batch).ids(), Map.of());
    return new Answer(view.id(), answer, false);
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
    submissions.forEach(submission ->
        added.add(intake.add(handle, Author.operator(orgId), submission, limits.maxJobs())));
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
  public Results read(long orgId, String batchId, Range range) {
    return read(orgId, batchId, range, _ -> false);
  }

  /// The same, without the places of batches that are told in other words.
  Results read(long orgId, String batchId, Range range, Predicate<BatchView> withoutPlaces) {
    if (range.limit() == 0) {
      BatchView batch = database.withHandle(handle -> find(handle, orgId, batchId));
      return new Results(batch, List.of(), null);
    }
    resultReads.acquireUninterruptibly();
    try {
      return database.inTransaction(
          snapshot -> results(snapshot, orgId, batchId, range, withoutPlaces));
    } finally {
      resultReads.release();
    }
  }

  private Results results(
      Handle snapshot,
      long orgId,
      String batchId,
      Range range,
      Predicate<BatchView> withoutPlaces) {
    snapshot.execute(AT_ONE_MOMENT);
    QueueRenewal.keepInPlace(snapshot);
    BatchView batch = find(snapshot, orgId, batchId);
    var key = new BatchKey(orgId, batch.id().day(), batch.id().uuid());
    if (withoutPlaces.test(batch)) {
      return new Results(batch, List.of(), null);
    }
    List<byte[]> page = items(snapshot, key, batch, range);
    int next = range.offset() + page.size();
    boolean more = !page.isEmpty() && next < batch.progress().total();
    return new Results(batch, page, more ? next : null);
  }

  /// Asks for the batch alone where it is there, since clients poll for it.
  BatchView find(Handle handle, long orgId, String batchId) {
    BatchId id = BatchId.find(batchId).orElseThrow(() -> notFound(batchId));
    return BatchViews.find(handle, queue, limits, new BatchKey(orgId, id.day(), id.uuid()))
        .filter(batch -> !limits.isExpired(id, batch.readAt()))
        .orElseThrow(
            () -> limits.isExpired(id, BatchTable.now(handle)) ? expired(id) : notFound(batchId));
  }

  boolean isExpired(BatchView batch) {
    return limits.isExpired(batch.id(), batch.readAt());
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
    SliceLayout layout = BatchViews.slices(handle, key).layout();
    int first = layout.sliceOf(range.offset());
    int last = layout.sliceOf(end - 1);
    Map<Integer, byte[]> items = new TreeMap<>();
    ResultChunks.read(handle, key, first, last)
        .ended()
        .forEach((position, item) -> items.put(position, item.json()));
    if (batch.progress().pending() > 0) {
      SliceInputs.read(handle, key, first, last)
          .forEach(place ->
              items.computeIfAbsent(
                  place.position(), _ -> ItemJson.pending(SubmittedPlace.id(place.json()))));
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
  public List<BatchView> list(long orgId, Range range) {
    return database.withHandle(handle -> BatchLists.ALL.list(handle, queue, limits, orgId, range));
  }

  /// Some of them, in another order.
  List<BatchView> list(long orgId, Range range, ListQuery wanted) {
    return database.withHandle(handle ->
        wanted.isUsual()
            ? BatchLists.ALL.list(handle, queue, limits, orgId, range)
            : ListedBatches.list(handle, queue, limits, orgId, wanted, range));
  }

  /// Tries places of a batch again, and those that were only stored so far for the first time.
  ///
  /// @param words in which to answer
  /// @param key as for [#submit]
  public Answer reprocess(
      long orgId,
      String batchId,
      Reprocess request,
      Vocabulary words,
      @Nullable IdempotencyKey key) {
    Answer reprocessed =
        database.inTransaction(handle ->
            IdempotencyKeys.once(
                handle, orgId, key, () -> reprocess(handle, orgId, batchId, request, words)));
    workAdded.run();
    return reprocessed;
  }

  private Answer reprocess(
      Handle handle, long orgId, String batchId, Reprocess request, Vocabulary words) {
    runs.refuseWhenFull(handle, orgId);
    BatchTable.Locked batch = lock(handle, orgId, batchId);
    int places = new Reprocessing(handle, runs, batch, request).start();
    BatchView view = view(handle, batch.key());
    byte[] answer =
        words == Vocabulary.PLACES
            ? BatchJson.reprocessed(view, places)
            : JobBatchJson.reprocessed(view, request, places);
    return new Answer(view.id(), answer, false);
  }

  /// Ends a batch now: what is done stays, the rest fails as cancelled. One that has ended stays as
  /// it is.
  public BatchView cancel(Author by, String batchId) {
    return change(
        by,
        batchId,
        (handle, batch) -> {
          if (!batch.hasEnded()) {
            Audit.add(handle, by, Action.BATCH_CANCELLED, batchId);
          }
          return EarlyEnd.end(handle, queue, batch.key(), EndedReason.CANCELLED);
        });
  }

  /// Begins no more places of a batch for now, or lets it go on.
  BatchView pauseOne(Author by, String batchId, boolean paused) {
    var pausing = new Pausing(queue, limits, by);
    return change(by, batchId, (handle, batch) -> pausing.set(handle, batch, paused));
  }

  /// @param change of a batch whose row is locked; tells whether others may run by it
  private BatchView change(
      Author by, String batchId, BiPredicate<Handle, BatchTable.Locked> change) {
    var othersMayRun = new boolean[1];
    BatchView changed =
        database.inTransaction(handle -> {
          BatchTable.Locked batch = lock(handle, by.orgId(), batchId);
          othersMayRun[0] = change.test(handle, batch);
          return view(handle, batch.key());
        });
    if (othersMayRun[0]) {
      workAdded.run();
    }
    return changed;
  }

  /// Begins no more work of an organization, or lets it go on.
  public void pause(Author by, String org, boolean paused) {
    database.useTransaction(handle -> Pausing.setAll(handle, by, org, paused));
    workAdded.run();
  }

  /// Deletes a batch with all that was sent and found, whether it has ended or not.
  public void delete(Author by, String batchId) {
    boolean othersMayRun =
        database.inTransaction(handle -> {
          BatchKey key = lock(handle, by.orgId(), batchId).key();
          queue.drop(handle, key);
          UsageTable.keepBatch(handle, key);
          BatchTable.delete(handle, key);
          belongings.forget(handle, key);
          Audit.add(handle, by, Action.BATCH_DELETED, batchId);
          Outbox.forget(handle, key.orgId(), key.batchId());
          return queue.admitWaiting(handle, by.orgId());
        });
    if (othersMayRun) {
      workAdded.run();
    }
  }

  private BatchTable.Locked lock(Handle handle, long orgId, String batchId) {
    return BatchTable.findAndLock(handle, key(handle, orgId, batchId))
        .orElseThrow(() -> notFound(batchId));
  }

  private BatchKey key(Handle handle, long orgId, String batchId) {
    BatchId id = BatchId.find(batchId).orElseThrow(() -> notFound(batchId));
    if (limits.isExpired(id, BatchTable.now(handle))) {
      throw expired(id);
    }
    return new BatchKey(orgId, id.day(), id.uuid());
  }

  static ApiException notFound(String batchId) {
    return new ApiException(
        ErrorCode.BATCH_NOT_FOUND, "This organization has no batch \"%s\".".formatted(batchId));
  }

  /// The id of a batch by whatever name the client knows it.
  public String id(long orgId, String name) {
    if (BatchId.find(name).isPresent()) {
      return name;
    }
    return database
        .withHandle(handle -> BatchAliases.find(handle, orgId, name))
        .orElseThrow(() -> notFound(name))
        .toString();
  }

  /// Works every batch anew whose day has come.
  public void refreshDue() {
    for (BatchKey due : database.withHandle(RefreshTable::due)) {
      String id = new BatchId(due.batchId()).toString();
      try {
        database.useTransaction(handle -> {
          Optional<BatchTable.Locked> batch = BatchTable.findAndLock(handle, due);
          boolean kept = !limits.isExpired(new BatchId(due.batchId()), BatchTable.now(handle));
          if (kept && batch.isPresent() && RefreshTable.moveOn(handle, due)) {
            runs.refuseWhenFull(handle, due.orgId());
            new Reprocessing(handle, runs, batch.get(), Reprocess.ALL).start();
          }
        });
        workAdded.run();
      } catch (ApiException e) {
        // Still running, or too much waits: it comes up again in the next round.
        LOG.info("batch {} is not worked anew yet: {}", id, e.getMessage());
      }
    }
  }
}
