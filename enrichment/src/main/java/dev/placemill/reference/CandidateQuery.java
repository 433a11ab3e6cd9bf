package dev.placemill.reference;

import dev.placemill.match.Clues;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import org.jspecify.annotations.Nullable;

/// What is known of a place whose records are sought.
///
/// @param address as the client wrote it; a city known from elsewhere may be filled in
/// @param area the middle of its town where its own coordinates are unknown, or null
/// @param metres how far from its coordinates records of its name are looked for
public record CandidateQuery(
    Clues clues, PostalAddress address, @Nullable Coordinates area, double metres) {
  /// How far a place is looked for by those who do not say.
  public static final double USUAL_METRES = 1_200;

  /// Looks as far as usual.
  public CandidateQuery(Clues clues, PostalAddress address, @Nullable Coordinates area) {
    this(clues, address, area, USUAL_METRES);
  }
}
