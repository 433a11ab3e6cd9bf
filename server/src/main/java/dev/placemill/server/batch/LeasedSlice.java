package dev.placemill.server.batch;

import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A leased slice and what is left to do of it, as it lies in the database: packed, and unpacked
/// only by the thread that works it.
public final class LeasedSlice {
  private final Lease lease;
  private final byte @Nullable [] places;
  private final Set<Integer> ended;

  /// @param places null when the batch was deleted since its slice was leased
  /// @param ended the positions of the places that have ended in this run
  LeasedSlice(Lease lease, byte @Nullable [] places, Set<Integer> ended) {
    this.lease = lease;
    this.places = places;
    this.ended = ended;
  }

  public Lease lease() {
    return lease;
  }

  /// The places that have not ended in this run.
  ///
  /// @throws LeaseLost when the batch is gone
  public List<PendingPlace> pending() {
    if (places == null) {
      throw new LeaseLost(lease);
    }
    return Packed.unpack(places).stream()
        .filter(place -> !ended.contains(place.position()))
        .map(place -> new PendingPlace(place.position(), SubmittedPlace.of(place.json())))
        .toList();
  }
}
