package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRuns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The places of one batch as the newer API tells of them: each with its status. What has not ended
/// is in progress while its slice is being worked.
final class JobPages {
  private static final int SLICES_AT_ONCE = 8;

  private final Handle handle;
  private final BatchKey batch;
  private final SliceLayout layout;
  private final Set<Integer> held;
  private final Set<Integer> inWork;

  private JobPages(Handle handle, BatchKey batch, BatchViews.Slices slices) {
    this.handle = handle;
    this.batch = batch;
    this.layout = slices.layout();
    this.held = slices.held();
    this.inWork = OpenRuns.inWork(handle, batch);
  }

  static JobPages of(Handle handle, BatchKey batch) {
    return new JobPages(handle, batch, BatchViews.slices(handle, batch));
  }

  int total() {
    return layout.total();
  }

  private JobStatus unended(int position) {
    int slice = layout.sliceOf(position);
    if (held.contains(slice)) {
      return JobStatus.PENDING;
    }
    return inWork.contains(slice) ? JobStatus.IN_PROGRESS : JobStatus.QUEUED;
  }

  /// The ids of all places by status, in the order they were sent.
  Map<JobStatus, List<String>> ids() {
    Map<JobStatus, List<String>> ids = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      ids.put(status, new ArrayList<>());
    }
    Map<Integer, Item> ended = ResultChunks.states(handle, batch, 0, layout.lastSlice()).ended();
    SliceInputs.forEachId(
        handle,
        batch,
        layout.lastSlice(),
        (position, placeId) -> {
          Item item = ended.get(position);
          JobStatus status = item == null ? unended(position) : JobStatus.of(item.state());
          ids.computeIfAbsent(status, _ -> new ArrayList<>()).add(placeId);
        });
    return ids;
  }

  /// What is done with a place.
  interface Taker {
    void take(StoredJob job);
  }

  /// Tells of the places from a position on, in the order they were sent, a few slices at a time.
  void forEach(int from, int limit, Taker taker) {
    int end = (int) Math.min(layout.total(), (long) from + limit);
    if (from >= end) {
      return;
    }
    int last = layout.sliceOf(end - 1);
    for (int slice = layout.sliceOf(from); slice <= last; slice += SLICES_AT_ONCE) {
      few(slice, Math.min(last, slice + SLICES_AT_ONCE - 1), from, end, taker);
    }
  }

  private void few(int firstSlice, int lastSlice, int from, int end, Taker taker) {
    SliceResults results = ResultChunks.read(handle, batch, firstSlice, lastSlice);
    Map<Integer, Set<Attribute>> wanted = SliceInputs.wanted(handle, batch, firstSlice, lastSlice);
    for (Item place : SliceInputs.read(handle, batch, firstSlice, lastSlice)) {
      int position = place.position();
      if (position >= from && position < end) {
        Item item = results.ended().get(position);
        Set<Attribute> asked = results.asked(position);
        taker.take(
            new StoredJob(
                new BatchId(batch.batchId()),
                position,
                place.json(),
                item == null ? null : item.json(),
                item == null ? unended(position) : JobStatus.of(item.state()),
                asked == null ? wanted.get(layout.sliceOf(position)) : asked));
      }
    }
  }
}
