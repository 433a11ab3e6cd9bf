package dev.placemill.match;

/// A record as it stands among all that may be the place asked about.
///
/// @param probability that it is the place, after every different candidate was given its chance
public record RankedRecord(MatchedRecord matched, double probability, Standing standing) {
  /// What is made of it.
  public enum Standing {
    /// It is the place.
    TAKEN,
    /// It would be, but a different one fits as well or better.
    RIVALLED,
    /// It is not.
    UNLIKE
  }
}
