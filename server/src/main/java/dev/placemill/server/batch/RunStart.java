package dev.placemill.server.batch;

import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.queue.RunState;
import dev.placemill.server.queue.SliceQueue;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Gives slices to the queue, within the limits of their organization.
record RunStart(SliceQueue queue, Backlog backlog, BatchLimits limits) {
  void refuseWhenFull(Handle handle, long orgId) {
    if (backlog.isFull(handle, orgId)) {
      throw Refusals.queueFull(backlog.most());
    }
    backlog
        .findLimitReached(handle, orgId)
        .ifPresent(limit -> {
          throw Refusals.shareFull(limit);
        });
  }

  /// Opens a run.
  void enqueue(Handle handle, OpenRun run, Short[] slices) {
    boolean runs = queue.enqueue(handle, run, slices);
    backlog.add(run.batch().orgId(), slices.length);
    if (!runs && limits.refuseBeyondRunning()) {
      throw Refusals.tooManyBatches(queue.runningBatches(handle, run.batch().orgId()));
    }
  }

  /// Opens the next run of a batch that has none.
  void enqueue(Handle handle, BatchTable.Locked batch, int run, Instant now, Short[] slices) {
    enqueue(
        handle, new OpenRun(batch.key(), run, batch.priority(), now, endsAt(batch, now)), slices);
  }

  /// Adds to the run of a batch that has one.
  ///
  /// @return whether it has one
  boolean extend(Handle handle, BatchTable.Locked batch, Instant now, Short[] slices) {
    boolean extended = queue.extend(handle, batch.key(), slices, endsAt(batch, now));
    if (extended) {
      backlog.add(batch.key().orgId(), slices.length);
    }
    return extended;
  }

  private Instant endsAt(BatchTable.Locked batch, Instant now) {
    return now.plus(limits.timeLimit(batch.timeLimitMillis()));
  }

  /// The run of the batch that is open.
  Optional<RunState> findOpen(Handle handle, BatchKey batch) {
    return queue.findState(handle, batch);
  }
}
