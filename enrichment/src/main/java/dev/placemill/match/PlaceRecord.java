package dev.placemill.match;

import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One place as a reference dataset describes it.
///
/// @param dataset the name of the dataset it was read from
/// @param id unique in its dataset, e.g. `node/123`
/// @param names what it is called now, the main name first; never empty
/// @param formerNames what it was called once
/// @param coordinates a point in it, or null when the dataset has none
/// @param categories ids of our own taxonomy, the narrowest first
/// @param tags everything else it says, in OpenStreetMap's vocabulary whatever the dataset's own is
/// @param observedOn the day it was last seen or edited, or null when unknown
/// @param lifecycle whether the dataset says outright that it is gone
public record PlaceRecord(
    String dataset,
    String id,
    List<String> names,
    List<String> formerNames,
    @Nullable Coordinates coordinates,
    PostalAddress address,
    List<String> categories,
    Map<String, String> tags,
    @Nullable LocalDate observedOn,
    Lifecycle lifecycle) {
  /// What the dataset says outright about whether the place still exists.
  public enum Lifecycle {
    IN_USE,
    CLOSED
  }

  public PlaceRecord {
    names = List.copyOf(names);
    formerNames = List.copyOf(formerNames);
    categories = List.copyOf(categories);
    tags = Map.copyOf(tags);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a record needs a name: " + id);
    }
  }

  public String name() {
    return names.getFirst();
  }

  public boolean isClosed() {
    return lifecycle == Lifecycle.CLOSED;
  }

  public @Nullable String brand() {
    return tags.get("brand");
  }

  public @Nullable String brandWikidata() {
    return tags.get("brand:wikidata");
  }

  public @Nullable String phone() {
    return firstOf("phone", "contact:phone", "contact:mobile", "mobile");
  }

  public @Nullable String website() {
    return firstOf("website", "contact:website", "url");
  }

  public @Nullable String email() {
    return firstOf("email", "contact:email");
  }

  /// The value of the first of these tags that the record has.
  public @Nullable String firstOf(String... keys) {
    for (String key : keys) {
      String value = tags.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
