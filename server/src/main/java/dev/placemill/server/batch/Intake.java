package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.webhook.Callback;
import dev.placemill.server.webhook.Outbox;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Takes work in: what a batch is stored as, and how its slices come into the queue, as long as
/// there is room. All of it within the transaction of whoever asks.
final class Intake {
  private static final int RETRY_WHEN_FULL_SECONDS = 10;

  private final SliceQueue queue;
  private final Backlog backlog;
  private final BatchLimits limits;
  private final SecureRandom random = new SecureRandom();

  Intake(SliceQueue queue, Backlog backlog, BatchLimits limits) {
    this.queue = queue;
    this.backlog = backlog;
    this.limits = limits;
  }

  /// Refuses further work of an organization while more waits than is got done.
  void refuseWhenFull(Handle handle, long orgId) {
    if (backlog.isFull(handle, orgId)) {
      throw new ApiException(
              ErrorCode.QUEUE_FULL,
              "More work waits here than is got done; nothing was stored, try again later.")
          .retryAfter(RETRY_WHEN_FULL_SECONDS);
    }
  }

  /// Stores a batch and queues its slices.
  BatchKey add(Handle handle, long orgId, Submission submission) {
    refuseWhenFull(handle, orgId);
    Instant now = BatchTable.now(handle);
    var id = BatchId.at(now, random);
    var batch = new BatchKey(orgId, id.day(), id.uuid());
    BatchTable.add(handle, batch, submission, limits.sliceSize(), now);
    remember(handle, batch, submission.callback());
    Short[] slices = SliceInputs.store(handle, batch, submission.places(), limits.sliceSize());
    Duration limit = submission.timeLimit() == null ? limits.timeout() : submission.timeLimit();
    enqueue(handle, new OpenRun(batch, 1, submission.priority(), now, now.plus(limit)), slices);
    return batch;
  }

  private static void remember(Handle handle, BatchKey batch, @Nullable Callback callback) {
    if (callback != null && !Outbox.remember(handle, batch.orgId(), batch.batchId(), callback)) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The organization has no secret to sign the messages of single batches with; make one"
              + " with POST .../webhooks/batch/rotate, then send this again.",
          List.of(new Fault("#/webhook_url", "cannot be signed yet")));
    }
  }

  /// Queues slices of a batch.
  void enqueue(Handle handle, OpenRun run, Short[] slices) {
    boolean runs = queue.enqueue(handle, run, slices);
    backlog.add(run.batch().orgId(), slices.length);
    if (!runs && limits.refuseBeyondRunning()) {
      throw new ApiException(
              ErrorCode.TOO_MANY_BATCHES,
              "Too many batches of this organization are running; wait for one to end, then try again.")
          .retryAfter(5);
    }
  }
}
