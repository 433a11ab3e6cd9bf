package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A leased slice and what is left to do of it, as it lies in the database: packed, and unpacked
/// only by the thread that works it.
public final class LeasedSlice {
  private final Lease lease;
  private final byte @Nullable [] places;
  private final Set<Attribute> wanted;
  private final SliceResults results;

  /// @param work without places when the batch was deleted since its slice was leased
  /// @param results what is stored of the slice
  LeasedSlice(Lease lease, SliceInputs.Work work, SliceResults results) {
    this.lease = lease;
    this.places = work.places();
    this.wanted =
        Objects.requireNonNullElseGet(work.wanted(), () -> EnumSet.allOf(Attribute.class));
    this.results = results;
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
        .filter(place -> !results.ended().containsKey(place.position()))
        .map(this::pending)
        .toList();
  }

  private PendingPlace pending(Packed.Item item) {
    SubmittedPlace place = SubmittedPlace.of(item.json());
    Set<Attribute> asked = results.asked(item.position());
    Set<Attribute> own = asked == null ? place.wanted() : asked;
    return new PendingPlace(item.position(), place, Objects.requireNonNullElse(own, wanted));
  }
}
