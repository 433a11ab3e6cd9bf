package dev.placemill.server.worker;

import dev.placemill.enricher.SentTogether;
import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import java.util.LinkedHashMap;
import java.util.Map;

/// The batches this node works slices of, with what their places know of each other. The places are
/// read from the database by the first that asks for its companions, and forgotten when newer
/// batches need the memory; forgetting costs no more than reading them again.
final class BatchesInWork {
  /// A reprocessed batch is asked about anew, since the sources may know more by then.
  private record Run(BatchKey batch, int run) {}

  private final BatchWork batches;
  private final Map<Run, SentTogether> known;

  /// @param most batches that are remembered at once
  BatchesInWork(BatchWork batches, int most) {
    this.batches = batches;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Run, SentTogether> eldest) {
            return size() > most;
          }
        };
  }

  /// The places of the batch of a lease.
  synchronized SentTogether of(Lease lease) {
    return known.computeIfAbsent(
        new Run(lease.batch(), lease.run()),
        _ -> new SentTogether(BatchWork.publicId(lease), () -> batches.companions(lease.batch())));
  }
}
