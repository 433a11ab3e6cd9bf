package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.CategoryVocabulary;
import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads features of GeoJSON: Overture's and Foursquare's by their own properties, all others as if
/// their properties were tags of OpenStreetMap, which is how All the Places and exports of
/// OpenStreetMap write them.
final class GeoJsonRecords {
  static final String FORMAT = "geojson";

  /// Plain words of people who do not know OpenStreetMap's keys.
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("addr:street_address", "addr:full"),
          Map.entry("address", "addr:full"),
          Map.entry("full_address", "addr:full"),
          Map.entry("street", "addr:street"),
          Map.entry("house_number", "addr:housenumber"),
          Map.entry("housenumber", "addr:housenumber"),
          Map.entry("city", "addr:city"),
          Map.entry("locality", "addr:city"),
          Map.entry("state", "addr:state"),
          Map.entry("region", "addr:state"),
          Map.entry("zip", "addr:postcode"),
          Map.entry("postcode", "addr:postcode"),
          Map.entry("postal_code", "addr:postcode"),
          Map.entry("country", "addr:country"),
          Map.entry("tel", "phone"),
          Map.entry("telephone", "phone"),
          Map.entry("homepage", "website"),
          Map.entry("url", "website"),
          Map.entry("title", "name"),
          Map.entry("hours", "opening_hours"));

  /// What bears one of these and no key of a place is a road, a border or a field, though it has a
  /// name.
  private static final Set<String> NO_PLACE =
      Set.of(
          "highway",
          "waterway",
          "boundary",
          "natural",
          "landuse",
          "route",
          "power",
          "place",
          "railway",
          "building",
          "public_transport");

  /// Of osmium, which writes `n123` for `node/123`.
  private static final Pattern SHORT_OSM_ID = Pattern.compile("([nwr])(\\d+)");

  private final OvertureRecords overture;
  private final FoursquareRecords foursquare;
  private final OsmRecords osm;
  private final CategoryTaxonomy taxonomy;

  GeoJsonRecords(String dataset, CategoryTaxonomy taxonomy) {
    this.overture = new OvertureRecords(dataset, taxonomy);
    this.foursquare = new FoursquareRecords(dataset, taxonomy);
    this.osm = new OsmRecords(dataset, taxonomy);
    this.taxonomy = taxonomy;
  }

  void read(Fields feature, PlaceSink sink) {
    Fields properties = feature.object("properties");
    Set<String> names = new HashSet<>();
    properties.values().keySet().forEach(name -> names.add(String.valueOf(name)));
    Position position = Position.ofGeoJson(feature.object("geometry"));
    if (Publisher.FOURSQUARE.describes(names)) {
      foursquare.read(withPosition(properties, position), sink);
    } else if (properties.object("names").has("primary")) {
      overture.read(properties, firstText(feature, properties, "id"), position, sink);
    } else {
      readTags(feature, properties, position, sink);
    }
  }

  private static @Nullable String firstText(Fields one, Fields other, String key) {
    String text = one.text(key);
    return text != null ? text : other.text(key);
  }

  private static Fields withPosition(Fields place, @Nullable Position position) {
    if (position == null || place.has("latitude")) {
      return place;
    }
    Map<Object, Object> values = new HashMap<>(place.values());
    values.put("latitude", position.latitude());
    values.put("longitude", position.longitude());
    return new Fields(values);
  }

  private void readTags(
      Fields feature, Fields properties, @Nullable Position position, PlaceSink sink) {
    Map<String, String> tags = tags(properties);
    boolean isPlace = OsmPlaceTags.isPlace(tags);
    if (!isPlace && tags.keySet().stream().anyMatch(NO_PLACE::contains)) {
      return;
    }
    String id = id(feature, properties, tags);
    Coordinates coordinates =
        position == null
                || Math.abs(position.latitude()) > 90
                || Math.abs(position.longitude()) > 180
            ? null
            : new Coordinates(position.latitude(), position.longitude());
    RecordDraft draft = osm.draft(id, coordinates, tags, properties.day("@timestamp"));
    if (draft.hasNoCategory()) {
      draft.categories(
          CategoryLabels.first(
              Arrays.asList(
                  properties.text("category"), properties.text("type"), properties.text("kind")),
              // Nobody says whose words these are; Overture's are the most like everybody's.
              CategoryVocabulary.OVERTURE,
              taxonomy));
    }
    draft.into(sink);
  }

  private static Map<String, String> tags(Fields properties) {
    Map<String, String> tags = new HashMap<>();
    Fields nested = properties.object("tags");
    Fields source = nested.values().isEmpty() ? properties : nested;
    for (Map.Entry<?, ?> property : source.values().entrySet()) {
      String value = Fields.text(property.getValue());
      String key = String.valueOf(property.getKey());
      if (value != null && !key.startsWith("@")) {
        tags.put(key, value);
      }
    }
    KEYS.forEach((word, key) -> {
      String value = tags.get(word);
      if (value != null) {
        tags.putIfAbsent(key, value);
      }
    });
    return tags;
  }

  private static @Nullable String id(Fields feature, Fields properties, Map<String, String> tags) {
    String id = firstText(feature, properties, "@id");
    if (id == null) {
      id = firstText(feature, properties, "id");
    }
    if (id == null) {
      id = tags.get("osm_id");
    }
    String spider = properties.text("@spider");
    if (id == null && tags.get("ref") != null) {
      id = spider == null ? tags.get("ref") : spider + "/" + tags.get("ref");
    }
    if (id == null) {
      return null;
    }
    var osmium = SHORT_OSM_ID.matcher(id);
    if (!osmium.matches()) {
      return id;
    }
    String type =
        switch (osmium.group(1)) {
          case "n" -> "node/";
          case "w" -> "way/";
          default -> "relation/";
        };
    return type + osmium.group(2);
  }
}
