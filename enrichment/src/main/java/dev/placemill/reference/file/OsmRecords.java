package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes place records of the elements of an OpenStreetMap file.
final class OsmRecords {
  private static final int MAX_NAMES = 24;
  private static final List<String> OTHER_NAMES =
      List.of("short_name", "alt_name", "official_name", "loc_name", "int_name");

  private final String dataset;
  private final CategoryTaxonomy taxonomy;

  OsmRecords(String dataset, CategoryTaxonomy taxonomy) {
    this.dataset = dataset;
    this.taxonomy = taxonomy;
  }

  /// The record of an element of a .pbf file.
  RecordDraft draft(OsmElement element) {
    return draft(element.reference(), element.coordinates(), element.tags(), element.editedOn());
  }

  /// The record of anything that has such tags.
  RecordDraft draft(
      @Nullable String id,
      @Nullable Coordinates coordinates,
      Map<String, String> asWritten,
      @Nullable LocalDate editedOn) {
    Map<String, String> tags = OsmPlaceTags.asWhenInUse(asWritten);
    RecordDraft draft = new RecordDraft(dataset, id);
    names(asWritten).forEach(draft::named);
    formerNames(tags).forEach(draft::onceNamed);
    kept(tags).forEach(draft::tag);
    if (coordinates != null) {
      draft.at(coordinates.latitude(), coordinates.longitude());
    }
    return draft
        .address(address(tags))
        .categories(taxonomy.ofOsmTags(tags))
        .observedOn(editedOn)
        .closed(OsmPlaceTags.isClosed(asWritten) || hasEnded(tags, editedOn));
  }

  private static List<String> names(Map<String, String> tags) {
    Set<String> names = new LinkedHashSet<>();
    String main = OsmPlaceTags.findName(tags);
    if (main != null) {
      names.add(main);
    }
    OTHER_NAMES.forEach(key -> addAll(names, tags.get(key)));
    // Sorted, so that the same file always gives the same record.
    new TreeMap<>(tags)
        .forEach((key, value) -> {
          if (key.startsWith("name:") && key.length() <= 8) {
            addAll(names, value);
          }
        });
    return names.stream().limit(MAX_NAMES).toList();
  }

  private static List<String> formerNames(Map<String, String> tags) {
    Set<String> names = new LinkedHashSet<>();
    addAll(names, tags.get("old_name"));
    addAll(names, tags.get("was:name"));
    addAll(names, tags.get("disused:name"));
    return List.copyOf(names);
  }

  private static void addAll(Set<String> names, @Nullable String list) {
    if (list != null) {
      for (String name : list.split(";", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    }
  }

  private static PostalAddress address(Map<String, String> tags) {
    return new PostalAddress(
        tags.get("addr:full"),
        first(tags, "addr:housenumber", "addr:housename"),
        first(tags, "addr:street", "addr:place"),
        tags.get("addr:unit"),
        first(tags, "addr:city", "addr:town", "addr:village"),
        first(tags, "addr:state", "addr:province"),
        tags.get("addr:postcode"),
        tags.get("addr:country"));
  }

  private static @Nullable String first(Map<String, String> tags, String... keys) {
    for (String key : keys) {
      if (tags.get(key) != null) {
        return tags.get(key);
      }
    }
    return null;
  }

  private static Map<String, String> kept(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(tag -> KeptTags.keep(tag.getKey()))
        .filter(tag -> !tag.getValue().isBlank())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Whether the day it ended had passed when the element was last edited. Dates that leave month
  /// or day open are compared as far as they go.
  private static boolean hasEnded(Map<String, String> tags, @Nullable LocalDate editedOn) {
    String end = tags.get("end_date");
    if (end == null) {
      return false;
    }
    // All the Places writes so of branches that a chain has announced as closed.
    return end.equals("yes")
        || (editedOn != null
            && end.matches("\\d{4}(-\\d\\d){0,2}")
            && end.compareTo(editedOn.toString()) <= 0);
  }
}
