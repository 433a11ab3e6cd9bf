package dev.placemill.server.batch;

import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import java.util.List;
import java.util.Set;

/// A leased slice and what is left to do of it, as it lies in the database: packed, and unpacked
/// only by the thread that works it.
public final class LeasedSlice {
  private final Lease lease;
  private final byte[] places;
  private final Set<Integer> ended;

  /// @param ended the positions of the places that have ended in this run
  LeasedSlice(Lease lease, byte[] places, Set<Integer> ended) {
    this.lease = lease;
    this.places = places;
    this.ended = ended;
  }

  public Lease lease() {
    return lease;
  }

  /// The places that have not ended in this run.
  public List<PendingPlace> pending() {
    return Packed.unpack(places).stream()
        .filter(place -> !ended.contains(place.position()))
        .map(place -> new PendingPlace(place.position(), SubmittedPlace.of(place.json())))
        .toList();
  }
}
