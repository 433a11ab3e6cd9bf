package dev.placemill.reference.file;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who publishes places in columns, or properties, of a schema of their own.
public enum Publisher {
  FOURSQUARE,
  OVERTURE;

  /// The publisher of something with these columns; empty when they are nobody's.
  public static Optional<Publisher> findByColumns(Collection<String> columns) {
    return Stream.of(values()).filter(publisher -> publisher.describes(columns)).findFirst();
  }

  /// Whether something with these columns is a place of this publisher.
  boolean describes(Collection<String> columns) {
    return switch (this) {
      case FOURSQUARE -> columns.containsAll(List.of("fsq_place_id", "name"));
      case OVERTURE ->
          columns.containsAll(List.of("id", "names"))
              && Stream.of("categories", "addresses", "taxonomy").anyMatch(columns::contains);
    };
  }
}
