package dev.placemill.server.batch;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.OpenRun;
import dev.placemill.server.webhook.Callback;
import dev.placemill.server.webhook.Outbox;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Takes work in: what a batch is stored as, and how its slices come into the queue, as long as
/// there is room. All of it within the transaction of whoever asks.
final class Intake {
  private final RunStart runs;
  private final BatchLimits limits;
  private final SecureRandom random = new SecureRandom();

  Intake(RunStart runs, BatchLimits limits) {
    this.runs = runs;
    this.limits = limits;
  }

  /// Stores a batch and queues its slices, or appends to the batch that the submission names.
  ///
  /// @param maxJobs the most it may hold with what is appended
  BatchKey add(Handle handle, Author by, Submission submission, int maxJobs) {
    long orgId = by.orgId();
    runs.refuseWhenFull(handle, orgId);
    Instant now = BatchTable.now(handle);
    var fresh = BatchId.at(now, random);
    BatchId id = findThere(handle, orgId, submission.terms().batch(), fresh, now).orElse(fresh);
    var batch = new BatchKey(orgId, id.day(), id.uuid());
    if (id.equals(fresh)) {
      create(handle, batch, submission, now);
    } else {
      BatchTable.Locked there =
          BatchTable.findAndLock(handle, batch)
              .filter(_ -> !limits.isExpired(id, now))
              .orElseThrow(() -> BatchStore.notFound(id.toString()));
      refuseOther(handle, batch, submission.callback());
      new Appending(handle, runs, there, maxJobs).append(submission);
      Audit.add(
          handle,
          by,
          Action.BATCH_APPENDED,
          id.toString(),
          "%,d jobs".formatted(submission.places().size()));
    }
    return batch;
  }

  /// The batch to append to; empty when a new one is to be made, which bears the name then.
  private Optional<BatchId> findThere(
      Handle handle, long orgId, @Nullable String name, BatchId fresh, Instant now) {
    if (name == null || BatchId.find(name).isPresent()) {
      return name == null ? Optional.empty() : BatchId.find(name);
    }
    Optional<BatchId> there = BatchAliases.find(handle, orgId, name);
    if (there.isPresent() && !limits.isExpired(there.get(), now)) {
      return there;
    }
    if (there.isPresent()) {
      BatchAliases.free(handle, orgId, name);
    }
    return BatchAliases.take(handle, orgId, name, fresh)
        ? Optional.empty()
        : BatchAliases.find(handle, orgId, name);
  }

  private void create(Handle handle, BatchKey batch, Submission submission, Instant now) {
    var layout = new SliceLayout(submission.places().size(), limits.sliceSize(), List.of());
    BatchTable.add(handle, batch, submission, layout, now);
    remember(handle, batch, submission.callback());
    Short[] slices =
        SliceInputs.store(
            handle, batch, submission.places(), layout, null, submission.terms().words());
    if (submission.terms().kickOff()) {
      Duration limit = submission.timeLimit() == null ? limits.timeout() : submission.timeLimit();
      runs.enqueue(
          handle, new OpenRun(batch, 1, submission.priority(), now, now.plus(limit)), slices);
    }
  }

  /// A batch has one address of its own, which its first request named.
  private static void refuseOther(Handle handle, BatchKey batch, @Nullable Callback callback) {
    if (callback != null && !Outbox.remembers(handle, batch.orgId(), batch.batchId(), callback)) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The batch is there already, and its end is told where its first request said; leave the"
              + " webhook out of what is appended, or name the same.",
          List.of(new Fault("#/webhook_url", "is not the one the batch has")));
    }
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
}
