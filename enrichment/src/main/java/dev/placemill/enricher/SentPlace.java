package dev.placemill.enricher;

import dev.placemill.place.Place;

/// One of the places that were sent together.
///
/// @param position among all that were sent, from 0; those that cannot be read leave a gap
/// @param placeId under which the client knows it
/// @param isGuest whether it belongs to others elsewhere, and is compared here only with what is
///   near it
public record SentPlace(int position, String placeId, Place place, boolean isGuest) {
  public SentPlace(int position, String placeId, Place place) {
    this(position, placeId, place, false);
  }
}
