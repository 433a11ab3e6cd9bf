package dev.placemill.server.batch;

import dev.placemill.enricher.ItemJson;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRuns;
import dev.placemill.server.queue.SliceQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Ends a batch before all its places were tried: what is done stays, the rest fails with the
/// reason.
final class EarlyEnd {
  private EarlyEnd() {}

  /// Ends a batch; one that has ended already stays as it is.
  ///
  /// @return whether another batch of the organization began to run in its place
  static boolean end(Handle handle, SliceQueue queue, BatchKey key, EndedReason reason) {
    var found = BatchTable.findAndLock(handle, key);
    // Out of the queue first: from here on no worker can store results of this batch.
    Map<Integer, Integer> attempts = queue.drop(handle, key);
    if (found.isPresent() && found.get().endedAt() == null) {
      failPending(handle, found.get(), attempts, reason);
      BatchEnds.end(handle, List.of(key), reason);
    }
    return queue.admitWaiting(handle, key.orgId());
  }

  /// Ends a batch whose time is over. One that ended since that was seen, and was reprocessed, has
  /// time again.
  static boolean endOverdue(Handle handle, SliceQueue queue, BatchKey key) {
    BatchTable.findAndLock(handle, key);
    return OpenRuns.isOverdue(handle, key) && end(handle, queue, key, EndedReason.TIMED_OUT);
  }

  private static void failPending(
      Handle handle, BatchTable.Locked batch, Map<Integer, Integer> attempts, EndedReason reason) {
    Instant now = BatchTable.now(handle);
    var failure = new ItemJson.Failure(reason.code(), reason.sentence());
    int lastSlice = batch.layout().lastSlice();
    Map<Integer, Item> ended = ResultChunks.states(handle, batch.key(), 0, lastSlice).ended();
    // What is held has not begun, so its time cannot be over.
    Set<Integer> spared = reason == EndedReason.CANCELLED ? Set.of() : batch.held();
    Map<Integer, List<Item>> bySlice = new TreeMap<>();
    for (Item place : SliceInputs.read(handle, batch.key(), 0, lastSlice)) {
      int slice = batch.layout().sliceOf(place.position());
      if (!ended.containsKey(place.position()) && !spared.contains(slice)) {
        byte[] json =
            ItemJson.failed(
                SubmittedPlace.of(place.json()).placeId(),
                failure,
                null,
                attempts.getOrDefault(slice, 0),
                now);
        bySlice
            .computeIfAbsent(slice, _ -> new ArrayList<>())
            .add(new Item(place.position(), State.FAILED, json));
      }
    }
    List<ResultChunk> chunks = new ArrayList<>();
    bySlice.forEach((slice, items) ->
        chunks.add(
            ResultChunk.of(batch.key(), slice, batch.run(), ResultChunk.DECREED, 0, now, items)));
    ResultChunks.append(handle, chunks);
  }
}
