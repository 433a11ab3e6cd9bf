package dev.placemill.match;

import dev.placemill.match.PlaceRecord.Lifecycle;
import java.util.function.Supplier;

/// A record that may be the place asked about, folded for comparison.
///
/// @param dataset the name of the record's dataset
/// @param id of the record in its dataset
/// @param record reads the record itself; only those that are spoken of are worth the reading
public record Candidate(
    String dataset, String id, Lifecycle lifecycle, Clues clues, Supplier<PlaceRecord> record) {
  public static Candidate of(PlaceRecord record) {
    return new Candidate(
        record.dataset(), record.id(), record.lifecycle(), Clues.of(record), () -> record);
  }
}
