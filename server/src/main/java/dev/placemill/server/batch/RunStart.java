package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.queue.SliceQueue;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Gives slices to the queue, within the limits of their organization.
record RunStart(SliceQueue queue, Backlog backlog, BatchLimits limits) {
  private static final int RETRY_WHEN_FULL_SECONDS = 10;
  private static final int RETRY_WHEN_RUNNING_SECONDS = 5;

  void refuseWhenFull(Handle handle, long orgId) {
    if (backlog.isFull(handle, orgId)) {
      throw new ApiException(
              ErrorCode.QUEUE_FULL,
              "More work waits here than is got done; nothing was stored, try again later.")
          .retryAfter(RETRY_WHEN_FULL_SECONDS);
    }
  }

  /// Opens a run.
  void enqueue(Handle handle, OpenRun run, Short[] slices) {
    boolean runs = queue.enqueue(handle, run, slices);
    backlog.add(run.batch().orgId(), slices.length);
    if (!runs && limits.refuseBeyondRunning()) {
      throw new ApiException(
              ErrorCode.TOO_MANY_BATCHES,
              "Too many batches of this organization are running; wait for one to end, then try again.")
          .retryAfter(RETRY_WHEN_RUNNING_SECONDS);
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

  /// Whether a run of the batch is open.
  boolean isOpen(Handle handle, BatchKey batch) {
    return queue.findState(handle, batch).isPresent();
  }
}
