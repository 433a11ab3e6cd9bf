package dev.placemill.server.matching;

import dev.placemill.match.Clues;
import dev.placemill.place.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One place whose record is asked for.
///
/// @param id the caller's own, or null
/// @param named whether the caller gave a name; without one nothing is taken for the place
/// @param categories what its category means in our taxonomy, if anything
record SoughtPlace(@Nullable String id, boolean named, Place place, List<String> categories) {
  Clues clues() {
    return Clues.of(place, categories, List.of());
  }
}
