package dev.placemill.enricher;

import dev.placemill.place.Place;

/// One of the places that were sent together.
///
/// @param position among all that were sent, from 0; those that cannot be read leave a gap
/// @param placeId under which the client knows it
public record SentPlace(int position, String placeId, Place place) {}
