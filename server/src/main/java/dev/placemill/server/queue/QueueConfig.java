package dev.placemill.server.queue;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// How work is shared out: the keys `queue.*`.
///
/// @param runningBatches how many batches of one organization run at once; further ones wait
/// @param organizationSlices how many slices of one organization are worked at once over all nodes
/// @param slices how many slices are worked at once over all nodes and organizations; claims made
///   at the same moment may pass it by a few
/// @param openSlices how many slices the batches that have not ended may have together, before
///   further batches are refused
/// @param nodeTimeout a node not heard of for this long is taken for dead and loses its leases
public record QueueConfig(
    int runningBatches, int organizationSlices, int slices, int openSlices, Duration nodeTimeout) {
  public static QueueConfig read(ConfigReader reader) {
    return new QueueConfig(
        reader.integer(
            "queue.running-batches",
            10,
            "batches of one organization that run at once; further ones wait as `queued`",
            1,
            10_000),
        reader.integer(
            "queue.organization-slices",
            1_000,
            "slices of one organization worked at once, over all nodes",
            1,
            1_000_000),
        reader.integer(
            "queue.slices",
            10_000,
            "slices worked at once, over all nodes and organizations",
            1,
            1_000_000),
        reader.integer(
            "queue.open-slices",
            100_000,
            "slices of all batches that have not ended; beyond them new batches are refused with 429",
            1,
            100_000_000),
        reader.duration(
            "queue.node-timeout",
            "15s",
            "a node silent for this long is taken for dead and its work given to others",
            Duration.ofSeconds(1),
            Duration.ofMinutes(10)));
  }
}
