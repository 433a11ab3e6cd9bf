package dev.placemill.server.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The right of one node to work one slice for now.
///
/// @param run which run of the batch the slice belongs to
/// @param attempt how often the slice was tried before and left places to retry, from 0
/// @param epoch the fence: a write is taken only under the newest epoch of its slice
/// @param crashes how many leases of this slice ended by the death of their node
/// @param suspect the position in work when a node died trying places one by one, or null
public record Lease(
    BatchKey batch,
    int sliceNo,
    int run,
    int attempt,
    int epoch,
    int crashes,
    @Nullable Integer suspect,
    Instant leasedAt) {

  /// Whether an earlier lease or run may have stored results of the slice.
  public boolean mayHaveResults() {
    return run > 1 || epoch > 1;
  }

  /// Whether both are one lease, whatever else is known of it by now.
  boolean isSameAs(Lease other) {
    return batch.equals(other.batch)
        && sliceNo == other.sliceNo
        && run == other.run
        && epoch == other.epoch
        && leasedAt.equals(other.leasedAt);
  }
}
