package dev.placemill.evaluation;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Clues;
import dev.placemill.match.PlaceRecord;
import dev.placemill.match.PlaceRecord.Lifecycle;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of the two descriptions of a pair; whatever is unknown is null.
///
/// @param category in anybody's words
public record PairSide(
    @Nullable String name,
    @Nullable Coordinates coordinates,
    PostalAddress address,
    @Nullable String phone,
    @Nullable String website,
    @Nullable String brand,
    @Nullable String category) {

  /// What the description offers for comparison.
  public Clues clues(CategoryTaxonomy taxonomy) {
    Map<String, String> tags = new HashMap<>();
    put(tags, "phone", phone);
    put(tags, "website", website);
    put(tags, "brand", brand);
    return Clues.of(
        new PlaceRecord(
            "evaluated",
            "-",
            List.of(name == null ? "" : name),
            List.of(),
            coordinates,
            address,
            category == null ? List.of() : taxonomy.findByLabel(category).stream().toList(),
            tags,
            null,
            Lifecycle.IN_USE));
  }

  private static void put(Map<String, String> tags, String key, @Nullable String value) {
    if (value != null) {
      tags.put(key, value);
    }
  }
}
