package dev.placemill.spark;

import dev.placemill.place.Coordinates;
import dev.placemill.place.PlaceReader;
import java.io.Serializable;
import java.util.Optional;

/// A row with its number.
///
/// @param key see [MapKey]
record KeyedPlace(long key, ListedPlace place) implements Serializable {
  private static final long serialVersionUID = 1;

  static KeyedPlace of(ListedPlace place) {
    return new KeyedPlace(MapKey.of(place), place);
  }

  /// Where it is, when that is what its number says.
  Optional<Coordinates> findPoint() {
    return MapKey.isOnMap(key) && place.inputs() != null
        ? Optional.ofNullable(PlaceReader.location(place.inputs()))
        : Optional.empty();
  }
}
