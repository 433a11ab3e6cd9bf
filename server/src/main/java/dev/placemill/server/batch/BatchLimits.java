package dev.placemill.server.batch;

import dev.placemill.server.config.ConfigReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a client may count on and must stay within: the keys `batch.*`.
///
/// @param maxPlaces the most places one batch holds
/// @param timeout a run that has not ended after this long is ended, and what is not done fails
/// @param retention how long a batch and its results are kept, counted from its creation
/// @param sliceSize how many places are claimed, retried and stored together
/// @param refuseBeyondRunning whether a batch beyond the running ones is refused with 429 instead
///   of waiting
public record BatchLimits(
    int maxPlaces,
    Duration timeout,
    Duration retention,
    int sliceSize,
    boolean refuseBeyondRunning) {
  /// How long a run may take.
  ///
  /// @param asked the client's own limit in milliseconds, or null
  Duration timeLimit(@Nullable Long asked) {
    return asked == null || asked > timeout.toMillis() ? timeout : Duration.ofMillis(asked);
  }

  public static BatchLimits read(ConfigReader reader) {
    return new BatchLimits(
        reader.integer("batch.max-places", 1_000, "the most places one batch holds", 1, 10_000),
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
