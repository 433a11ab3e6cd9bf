package dev.placemill.reference.file;

import dev.placemill.place.Coordinates;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place-like element of an OpenStreetMap file.
///
/// @param coordinates of the node, or the middle of the outline; null when none of it is in the
///   file
/// @param editedOn the day of its last edit in UTC, or null when the file does not say
record OsmElement(
    Type type,
    long id,
    @Nullable Coordinates coordinates,
    Map<String, String> tags,
    @Nullable LocalDate editedOn) {
  enum Type {
    NODE("node"),
    WAY("way"),
    RELATION("relation");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /// As OpenStreetMap writes it in addresses of its pages, e.g. `node/123`.
  String reference() {
    return type.word + "/" + id;
  }
}
