package dev.placemill.enricher;

import dev.placemill.place.Place;

/// One of the places that were sent together.
///
/// @param position among all that were sent, from 0; those that cannot be read leave a gap
/// @param placeId under which the client knows it
/// @param isGuest whether it belongs to others elsewhere, and is compared here only with what is
///   [near][#NEAR_METRES] it
public record SentPlace(int position, String placeId, Place place, boolean isGuest) {
  /// How far apart two may be that are compared as one and the same.
  public static final double NEAR_METRES = 100;

  public SentPlace(int position, String placeId, Place place) {
    this(position, placeId, place, false);
  }
}
