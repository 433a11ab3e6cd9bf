package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.SliceQueue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// Batches as their clients handle them: submit, read, list, reprocess.
///
/// Each method is one transaction: when it returns, what it did is on disk, and when it throws,
/// nothing of it is.
final class BatchStore {
  /// The places of a batch a client asks to see.
  ///
  /// @param limit the most places, or null for all from the offset on
  record Range(int offset, int limit) {
    static final Range ALL = new Range(0, Integer.MAX_VALUE);
  }

  /// A batch and the JSON of the places asked for, in the order they were sent.
  record Results(BatchView batch, List<byte[]> items) {}

  /// What a reprocess did.
  ///
  /// @param places how many places are tried again
  record Reprocessed(BatchView batch, int places) {}

  private final Database database;
  private final SliceQueue queue;
  private final BatchLimits limits;
  private final Runnable workAdded;
  private final SecureRandom random = new SecureRandom();

  /// @param workAdded called after a commit that queued work, so that workers need not poll for it
  BatchStore(Database database, SliceQueue queue, BatchLimits limits, Runnable workAdded) {
    this.database = database;
    this.queue = queue;
    this.limits = limits;
    this.workAdded = workAdded;
  }

  /// Stores a batch and queues its work.
  BatchView submit(long orgId, Submission submission) {
    BatchView submitted =
        database.inTransaction(handle -> {
          Instant now = BatchTable.now(handle);
          var id = BatchId.at(now, random);
          var key = new BatchKey(orgId, id.day(), id.uuid());
          List<byte[]> places = submission.places().stream().map(SubmittedPlace::toJson).toList();
          BatchTable.add(handle, key, submission.name(), places.size(), limits.sliceSize(), now);
          Short[] slices = SliceInputs.store(handle, key, places, limits.sliceSize());
          enqueue(handle, key, 1, now, slices);
          return BatchViews.find(handle, queue, key).orElseThrow();
        });
    workAdded.run();
    return submitted;
  }

  private void enqueue(Handle handle, BatchKey key, int run, Instant now, Short[] slices) {
    boolean runs =
        queue.enqueue(
            handle,
            new OpenRun(key, run, Priority.NORMAL, now, now.plus(limits.timeout())),
            slices);
    if (!runs && limits.refuseBeyondRunning()) {
      throw new ApiException(
              ErrorCode.TOO_MANY_BATCHES,
              "Too many batches of this organization are running; wait for one to end, then try again.")
          .retryAfter(5);
    }
  }

  /// A batch and some of its places, as they were at one moment.
  Results read(long orgId, String batchId, Range range) {
    return database.withHandle(handle ->
        handle.inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            snapshot -> {
              BatchKey key = key(snapshot, orgId, batchId);
              BatchView batch =
                  BatchViews.find(snapshot, queue, key).orElseThrow(() -> notFound(batchId));
              return new Results(batch, items(snapshot, key, batch, range));
            }));
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
    return database.withHandle(
        handle -> BatchViews.list(handle, queue, orgId, limits.retention(), range));
  }

  /// Tries places of an ended batch again.
  ///
  /// @param placeIds the places, whatever became of them; empty for all that failed
  Reprocessed reprocess(long orgId, String batchId, Optional<List<String>> placeIds) {
    Reprocessed reprocessed =
        database.inTransaction(handle -> {
          BatchKey key = key(handle, orgId, batchId);
          BatchTable.Locked batch =
              BatchTable.findAndLock(handle, key).orElseThrow(() -> notFound(batchId));
          if (batch.endedAt() == null) {
            throw new ApiException(
                    ErrorCode.BATCH_STILL_RUNNING,
                    "This batch has not ended yet; wait until its status is completed, partial or failed.")
                .retryAfter(5);
          }
          int places = reopen(handle, batch, placeIds);
          return new Reprocessed(BatchViews.find(handle, queue, key).orElseThrow(), places);
        });
    workAdded.run();
    return reprocessed;
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
      enqueue(handle, batch.key(), run, now, slices);
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

  private BatchKey key(Handle handle, long orgId, String batchId) {
    BatchId id = BatchId.find(batchId).orElseThrow(() -> notFound(batchId));
    if (id.createdAt().plus(limits.retention()).isBefore(BatchTable.now(handle))) {
      throw new ApiException(
          ErrorCode.RESULTS_EXPIRED,
          "Batches are kept for %d days; this one was made on %s."
              .formatted(limits.retention().toDays(), id.day()));
    }
    return new BatchKey(orgId, id.day(), id.uuid());
  }

  private static ApiException notFound(String batchId) {
    return new ApiException(
        ErrorCode.BATCH_NOT_FOUND, "This organization has no batch \"%s\".".formatted(batchId));
  }
}
