package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.review.Decision;
import dev.placemill.server.review.Decisions;
import java.util.List;
import java.util.Map;

/// The places of a batch that pass a filter, each with what people decided of it.
record Selection(
    BatchResults results, Stored batch, ResultFilter filter, SliceDecisions decisions) {
  private interface SliceDecisions {
    /// The decisions about some places, by position.
    Map<Integer, Map<Attribute, Decision>> of(int first, int last);
  }

  /// @param decided what is known of the decisions, which are looked up where there are any
  static Selection of(
      BatchResults results,
      Decisions decisions,
      Decisions.Stamp decided,
      Stored batch,
      ResultFilter filter) {
    return new Selection(
        results,
        batch,
        filter,
        decided.any()
            ? (first, last) -> decisions.of(batch.key(), first, last)
            : (_, _) -> Map.of());
  }

  /// Those of one slice, in the order they were sent.
  ///
  /// @param from the first position that is looked at
  List<ResultRow> ofSlice(int slice, int from) {
    List<PlaceResult> places = results.slice(batch, slice);
    Map<Integer, Map<Attribute, Decision>> decided =
        decisions.of(places.getFirst().position(), places.getLast().position());
    return places.stream()
        .filter(place -> place.position() >= from)
        .map(place -> new ResultRow(place, decided.getOrDefault(place.position(), Map.of())))
        .filter(filter::passes)
        .toList();
  }
}
