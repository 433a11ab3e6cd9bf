package dev.placemill.server.batch;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.PausedRuns;
import dev.placemill.server.queue.Pauses;
import dev.placemill.server.queue.SliceQueue;
import org.jdbi.v3.core.Handle;

/// Pauses a batch, in the transaction that has its row locked, or an organization; and lets it go
/// on.
record Pausing(SliceQueue queue, BatchLimits limits, Author by) {
  /// @return whether a batch of the organization, this or another, began to run or goes on
  boolean set(Handle handle, BatchTable.Locked batch, boolean paused) {
    BatchKey key = batch.key();
    var id = new BatchId(key.batchId());
    if (queue.findState(handle, key).isEmpty()) {
      throw new ApiException(
          ErrorCode.NOTHING_TO_PAUSE,
          batch.hasEnded()
              ? "This batch has ended; nothing of it is left to be paused or resumed. Reprocess it to"
                  + " try places again."
              : "This batch was only stored so far; kick it off, and it can be paused.");
    }
    boolean changed =
        paused
            ? PausedRuns.pause(handle, key, id.createdAt().plus(limits.retention()))
            : PausedRuns.resume(handle, key);
    if (!changed) {
      return false;
    }
    Audit.add(handle, by, paused ? Action.BATCH_PAUSED : Action.BATCH_RESUMED, id.toString());
    return queue.admitWaiting(handle, key.orgId());
  }

  /// Pauses a whole organization, or lets it go on.
  static void setAll(Handle handle, Author by, String org, boolean paused) {
    if (paused && Pauses.pause(handle, by.orgId())) {
      Audit.add(handle, by, Action.ORGANIZATION_PAUSED, org);
    } else if (!paused && Pauses.resume(handle, by.orgId())) {
      Audit.add(handle, by, Action.ORGANIZATION_RESUMED, org);
    }
  }
}
