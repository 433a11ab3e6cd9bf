package dev.placemill.server.batch;

import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A batch as its client sees it, at one moment.
///
/// @param run 1 for the submission, one more for each reprocess
/// @param updatedAt when anything of it last changed
/// @param estimatedCompletion where the pace of this run leads; null before the first place is done
///   and once the batch has ended
/// @param endedReason why it ended early, or null
/// @param expiresAt when what is not done of this run fails
/// @param waitingFor a sentence for people on what holds it up, or null
/// @param readAt the moment all this was so
record BatchView(
    BatchId id,
    String name,
    Progress progress,
    int run,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant estimatedCompletion,
    @Nullable String endedReason,
    Priority priority,
    Instant expiresAt,
    @Nullable String waitingFor,
    Instant readAt) {

  /// The same batch with what the queue knows of it.
  ///
  /// @param started whether any of its slices was ever claimed in this run
  BatchView inQueue(boolean started, @Nullable String waitsFor) {
    var inQueue =
        new Progress(
            progress.total(),
            progress.completed(),
            progress.failed(),
            started || progress.started());
    return new BatchView(
        id,
        name,
        inQueue,
        run,
        createdAt,
        updatedAt,
        estimatedCompletion,
        endedReason,
        priority,
        expiresAt,
        waitsFor,
        readAt);
  }

  /// A tag that changes with everything a client can see of the batch.
  ///
  /// @param range which of its places are shown
  String tag(String range) {
    return "W/\"%d-%d-%d-%s-%d-%d-%s\""
        .formatted(
            run,
            progress.completed(),
            progress.failed(),
            progress.status().wireName(),
            updatedAt.toEpochMilli(),
            waitingFor == null ? 0 : waitingFor.hashCode(),
            range);
  }

  /// Where a pace leads.
  ///
  /// @param began when the first slice of the run was taken up
  /// @param done how many places have ended since
  static @Nullable Instant estimate(Instant now, @Nullable Instant began, int done, int pending) {
    if (began == null || done == 0 || pending == 0) {
      return null;
    }
    Duration soFar = Duration.between(began, now);
    return now.plus(soFar.multipliedBy(pending).dividedBy(done));
  }
}
