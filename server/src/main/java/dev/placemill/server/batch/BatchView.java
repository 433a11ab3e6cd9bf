package dev.placemill.server.batch;

import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A batch as its client sees it, at one moment.
///
/// @param run 1 for the submission, one more for each reprocess
/// @param chunks how many pieces of results are stored, which only ever grows
/// @param updatedAt when anything of it last changed
/// @param pace of this run so far
/// @param endedReason why it ended early, or null
/// @param expiresAt when what is not done of this run fails
/// @param waitingFor a sentence for people on what holds it up, or null
/// @param pausedAt since when it is paused itself, or null
/// @param readAt the moment all this was so
/// @param terms what the newer API knows of it besides
public record BatchView(
    BatchId id,
    String name,
    Progress progress,
    int run,
    int chunks,
    Instant createdAt,
    Instant updatedAt,
    Pace pace,
    @Nullable String endedReason,
    Priority priority,
    Instant expiresAt,
    @Nullable String waitingFor,
    @Nullable Instant pausedAt,
    Instant readAt,
    Terms terms) {

  /// How fast a run goes.
  ///
  /// @param began when its first slice was taken up, or null
  /// @param done how many places have ended since
  /// @param rested how long it was paused since
  record Pace(@Nullable Instant began, int done, Duration rested) {}

  /// What only clients of the newer API see or ask for.
  ///
  /// @param words of the client that made it
  /// @param alias the id the client chose, or null
  /// @param held whether some of its places are stored and not to be worked yet
  /// @param refresh whether it is worked anew every month
  record Terms(Vocabulary words, @Nullable String alias, boolean held, boolean refresh) {
    static final Terms OF_THE_GUIDE = new Terms(Vocabulary.PLACES, null, false, false);
  }

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);
  private static final int SHORTEST_PAUSE_SECONDS = 1;
  private static final int LONGEST_PAUSE_SECONDS = 30;

  /// The same batch with what the queue knows of it.
  ///
  /// @param started whether any of its slices was ever claimed in this run
  BatchView inQueue(boolean started, @Nullable String waitsFor) {
    return inQueue(started, waitsFor, null, expiresAt, pace.rested());
  }

  /// The same of one whose run is open.
  ///
  /// @param endsAt what is not done by then fails
  BatchView inQueue(
      boolean started,
      @Nullable String waitsFor,
      @Nullable Instant paused,
      Instant endsAt,
      Duration rested) {
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
        chunks,
        createdAt,
        updatedAt,
        new Pace(pace.began(), pace.done(), rested),
        endedReason,
        priority,
        endsAt,
        waitsFor,
        paused,
        readAt,
        terms);
  }

  /// A tag that changes with everything a client can see of the batch.
  ///
  /// @param range which of its places are shown
  String tag(String range) {
    return "W/\"%d-%d-%d-%s-%d-%d-%x-%s\""
        .formatted(
            run,
            progress.completed(),
            progress.failed(),
            progress.status().wireName(),
            updatedAt.toEpochMilli(),
            waitingFor == null ? 0 : waitingFor.hashCode(),
            Objects.hash(name, terms, progress.total(), expiresAt, pausedAt),
            range);
  }

  public boolean hasEnded() {
    return progress.pending() == 0;
  }

  /// When asking again makes sense, in whole seconds: when the batch should have ended, but within
  /// half a minute, since estimates err.
  long secondsToNextPoll() {
    Instant end = estimatedCompletion();
    Duration pause = end == null ? USUAL_PAUSE : Duration.between(readAt, end);
    return Math.clamp(
        pause.plusMillis(999).toSeconds(), SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS);
  }

  /// A number for what a stream of events tells of the batch. It follows from what is stored, so
  /// that every node gives the same one, and grows with every change: a batch is taken up once
  /// between two pieces of results.
  long eventId() {
    return 2L * chunks + (progress.status() == BatchStatus.PROCESSING ? 1 : 0);
  }

  /// Where the pace of this run leads; null before the first place is done, while it is paused, and
  /// once the batch has ended.
  @Nullable Instant estimatedCompletion() {
    if (pace.began() == null || pace.done() == 0 || hasEnded() || pausedAt != null) {
      return null;
    }
    Duration worked = Duration.between(pace.began(), readAt).minus(pace.rested());
    return worked.isNegative()
        ? null
        : readAt.plus(worked.multipliedBy(progress.pending()).dividedBy(pace.done()));
  }
}
