package dev.placemill.reference.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which elements of OpenStreetMap are places one can go to and look for by name, and which of
/// those are said to be gone.
final class OsmPlaceTags {
  /// Any value of these makes a place, apart from the exceptions.
  private static final Set<String> KEYS =
      Set.of("amenity", "shop", "tourism", "leisure", "office", "craft", "healthcare", "club");

  /// Of these keys only some values do.
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "aeroway", Set.of("aerodrome", "terminal", "heliport"),
          "railway", Set.of("station", "halt"),
          "public_transport", Set.of("station"),
          "emergency", Set.of("ambulance_station", "emergency_ward_entrance", "lifeguard"),
          "historic", Set.of("castle", "fort", "manor", "monument", "archaeological_site"),
          "man_made", Set.of("lighthouse"));

  /// Furniture of streets and parks.
  private static final Set<String> EXCEPTIONS =
      Set.of(
          "amenity=bench",
          "amenity=waste_basket",
          "amenity=waste_disposal",
          "amenity=parking_space",
          "amenity=parking_entrance",
          "amenity=bicycle_parking",
          "amenity=motorcycle_parking",
          "amenity=vending_machine",
          "amenity=post_box",
          "amenity=telephone",
          "amenity=drinking_water",
          "amenity=water_point",
          "amenity=grit_bin",
          "amenity=hunting_stand",
          "amenity=clock",
          "amenity=shelter",
          "amenity=loading_dock",
          "leisure=picnic_table",
          "leisure=outdoor_seating",
          "leisure=firepit",
          "leisure=bleachers",
          "leisure=common",
          "tourism=yes");

  private static final Set<String> INFORMATION_WITH_A_DOOR = Set.of("office", "visitor_centre");
  private static final Set<String> GONE =
      Set.of("vacant", "disused", "abandoned", "closed", "demolished");
  private static final List<String> GONE_PREFIXES =
      List.of("disused:", "abandoned:", "was:", "demolished:", "removed:", "closed:", "razed:");

  private OsmPlaceTags() {}

  /// An element without such a key is no place; one with it may be.
  static boolean isPromising(String key) {
    return isMainKey(withoutPrefix(key));
  }

  static boolean isPlace(Map<String, String> tags) {
    return !tags.isEmpty() && findName(tags) != null && (inUse(tags) || gone(tags));
  }

  /// No tag says that it is in use and one says that it is gone.
  static boolean isClosed(Map<String, String> tags) {
    return !inUse(tags) && gone(tags);
  }

  /// The name to show, or null when the element cannot be looked for by name.
  static @Nullable String findName(Map<String, String> tags) {
    for (String key : List.of("name", "name:en", "int_name", "brand", "operator")) {
      String name = present(tags.get(key));
      if (name != null) {
        return name;
      }
    }
    for (String prefix : GONE_PREFIXES) {
      String name = present(tags.get(prefix + "name"));
      if (name != null) {
        return name;
      }
    }
    return inUse(tags) ? null : present(tags.get("old_name"));
  }

  /// The tags with main tags of a place that is gone as they were when it was in use.
  static Map<String, String> asWhenInUse(Map<String, String> tags) {
    if (!isClosed(tags)) {
      return tags;
    }
    Map<String, String> former = new LinkedHashMap<>(tags);
    tags.forEach((key, value) -> former.putIfAbsent(withoutPrefix(key), value));
    return former;
  }

  private static boolean inUse(Map<String, String> tags) {
    return tags.entrySet().stream().anyMatch(tag -> isMainTag(tag.getKey(), tag.getValue(), tags));
  }

  private static boolean gone(Map<String, String> tags) {
    return tags.entrySet().stream()
        .anyMatch(tag -> {
          String key = withoutPrefix(tag.getKey());
          return key.length() < tag.getKey().length()
              ? isMainTag(key, tag.getValue(), tags)
              : KEYS.contains(key) && GONE.contains(tag.getValue());
        });
  }

  private static boolean isMainTag(String key, String value, Map<String, String> tags) {
    if (key.equals("tourism") && value.equals("information")) {
      return INFORMATION_WITH_A_DOOR.contains(tags.getOrDefault("information", ""));
    }
    if (KEYS.contains(key)) {
      return !value.equals("no")
          && !GONE.contains(value)
          && !EXCEPTIONS.contains(key + "=" + value);
    }
    return VALUES.getOrDefault(key, Set.of()).contains(value);
  }

  private static boolean isMainKey(String key) {
    return KEYS.contains(key) || VALUES.containsKey(key);
  }

  private static String withoutPrefix(String key) {
    for (String prefix : GONE_PREFIXES) {
      if (key.startsWith(prefix)) {
        return key.substring(prefix.length());
      }
    }
    return key;
  }

  private static @Nullable String present(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
