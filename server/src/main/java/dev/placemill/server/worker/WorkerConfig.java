package dev.placemill.server.worker;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// How this node works: the keys `worker.*`.
///
/// @param slices how many slices are worked at once
/// @param poll how often the queue is looked at when nobody said that there is work
/// @param placeTimeout how long the sources may take over one place
/// @param maxAttempts how often a place is tried before it fails
/// @param firstRetryDelay the wait before the second attempt; it doubles with each further one
/// @param storeEvery how often results of a slice in work are stored
/// @param drain how long work in hand may take to end when the server stops
public record WorkerConfig(
    int slices,
    Duration poll,
    Duration placeTimeout,
    int maxAttempts,
    Duration firstRetryDelay,
    Duration storeEvery,
    Duration drain) {
  public static WorkerConfig read(ConfigReader reader) {
    return new WorkerConfig(
        reader.integer("worker.slices", 4, "slices this node works at once", 1, 1_000),
        reader.duration(
            "worker.poll",
            "1s",
            "how often to look for work that another node queued",
            Duration.ofMillis(10),
            Duration.ofMinutes(1)),
        reader.duration(
            "worker.place-timeout",
            "60s",
            "how long the sources may take over one place; longer by itself when places stand in"
                + " line for websites, a search engine or a language model",
            Duration.ofMillis(100),
            Duration.ofHours(1)),
        reader.integer(
            "worker.max-attempts", 5, "how often a place is tried before it fails", 1, 100),
        reader.duration(
            "worker.first-retry-delay",
            "10s",
            "wait before the second attempt; doubles with each further one",
            Duration.ofMillis(1),
            Duration.ofHours(1)),
        reader.duration(
            "worker.store-every",
            "2s",
            "how often results of a slice in work are stored",
            Duration.ofMillis(10),
            Duration.ofMinutes(5)),
        reader.duration(
            "worker.drain",
            "20s",
            "how long work in hand may take to end when the server stops",
            Duration.ofMillis(1),
            Duration.ofHours(1)));
  }

  /// The same with no shorter a time for one place.
  public WorkerConfig withPlaceTimeoutOfAtLeast(Duration least) {
    return new WorkerConfig(
        slices,
        poll,
        placeTimeout.compareTo(least) < 0 ? least : placeTimeout,
        maxAttempts,
        firstRetryDelay,
        storeEvery,
        drain);
  }
}
