package dev.placemill.server.batch;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import java.util.Optional;
import java.util.Set;

/// Chooses places of a batch by what a query says of their results, which this room never reads.
public interface PlaceChoice {
  /// @param words what was said; the same words choose by the same conditions
  /// @param positions of the places that meet it now
  record Chosen(String words, Set<Integer> positions) {}

  /// The places a request chooses; none when it says nothing of the kind.
  Optional<Chosen> find(Request request, Caller caller, String batchId);
}
