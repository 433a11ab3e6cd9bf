package dev.placemill.server.batch;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.http.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client may count on and must stay within: the keys `batch.*`.
///
/// @param maxPlaces the most places one batch holds
/// @param maxJobs the most it holds in the words of the newer API, with all that is appended
/// @param timeout a run that has not ended after this long is ended, and what is not done fails
/// @param retention how long a batch and its results are kept, counted from its creation
/// @param sliceSize how many places are claimed, retried and stored together
/// @param refuseBeyondRunning whether a batch beyond the running ones is refused with 429 instead
///   of waiting
public record BatchLimits(
    int maxPlaces,
    int maxJobs,
    Duration timeout,
    Duration retention,
    int sliceSize,
    boolean refuseBeyondRunning) {
  // A position is stored in two bytes.
  private static final int MOST_POSITIONS = 65_536;
  private static final int USUAL_PAGE = 1_000;

  /// Whether a batch is kept no longer.
  boolean isExpired(BatchId batch, Instant now) {
    return batch.createdAt().plus(retention).isBefore(now);
  }

  /// The most places in one answer in the guide's words, where a client does not say.
  int page() {
    return Math.max(USUAL_PAGE, maxPlaces);
  }

  /// How long a run may take.
  ///
  /// @param asked the client's own limit in milliseconds, or null
  Duration timeLimit(@Nullable Long asked) {
    return asked == null || asked > timeout.toMillis() ? timeout : Duration.ofMillis(asked);
  }

  /// With those that the caller's organization has of its own, whichever words it speaks.
  BatchLimits of(Caller caller) {
    Integer ownMaxPlaces = caller.limits().maxPlaces();
    return ownMaxPlaces == null
        ? this
        : new BatchLimits(
            ownMaxPlaces, ownMaxPlaces, timeout, retention, sliceSize, refuseBeyondRunning);
  }

  /// The most places that a list may ask one batch to hold.
  int mostPlaces(Caller caller) {
    Integer ownMaxPlaces = caller.limits().maxPlaces();
    return ownMaxPlaces == null ? Math.max(maxPlaces, maxJobs) : ownMaxPlaces;
  }

  public static BatchLimits read(ConfigReader reader) {
    return new BatchLimits(
        reader.integer("batch.max-places", 1_000, "the most places one batch holds", 1, 10_000),
        reader.integer(
            "batch.max-jobs",
            50_000,
            "the most jobs one batch of the newer API holds, with all that is appended to it",
            1,
            MOST_POSITIONS),
        reader.duration(
            "batch.timeout",
            "24h",
            "a batch that has not ended after this long is ended; what is not done fails",
            Duration.ofSeconds(1),
            Duration.ofDays(7)),
        reader.duration(
            "batch.retention",
            "30d",
            "how long batches and their results are kept",
            Duration.ofDays(1),
            Duration.ofDays(3_650)),
        reader.integer(
            "batch.slice-size",
            250,
            "places that are claimed, retried and stored together",
            1,
            1_000),
        reader.yesOrNo(
            "batch.refuse-beyond-running",
            false,
            "refuse a batch beyond the running ones with 429 instead of letting it wait"));
  }
}
