package dev.placemill.match;

/// A record that may be the place asked about, folded for comparison.
public record Candidate(PlaceRecord record, Clues clues) {
  public static Candidate of(PlaceRecord record) {
    return new Candidate(record, Clues.of(record));
  }
}
