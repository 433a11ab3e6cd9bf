package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A kind of place that brands run, as one key and value of OpenStreetMap, with the names that are
/// no brand there.
final class BrandKind {
  /// What stands beside a place or within it and bears the same name.
  private static final Set<String> BESIDE_A_PLACE =
      Set.of(
          "advertising/totem",
          "amenity/atm",
          "amenity/charging_station",
          "man_made/charge_point",
          "amenity/vending_machine",
          "amenity/parcel_locker",
          "amenity/payment_terminal",
          "amenity/photo_booth",
          "amenity/bicycle_parking",
          "amenity/parking",
          "amenity/recycling",
          "leisure/playground");

  private final String key;
  private final String value;
  private final @Nullable Pattern notABrand;
  private final @Nullable String category;

  /// @param keyAndValue e.g. `amenity/cafe`
  /// @param patterns of names that are no brand in this kind of place
  BrandKind(String keyAndValue, List<String> patterns, CategoryTaxonomy taxonomy) {
    key = keyAndValue.substring(0, keyAndValue.indexOf('/')).intern();
    value = keyAndValue.substring(key.length() + 1);
    notABrand = patterns.isEmpty() ? null : anyOf(patterns);
    category = taxonomy.ofOsmTags(Map.of(key, value)).stream().findFirst().orElse(null);
  }

  static Pattern anyOf(List<String> patterns) {
    return Pattern.compile(
        patterns.stream().map(pattern -> "(?:" + pattern + ")").collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /// The most specific category, and its group.
  List<String> categories(String cuisine, CategoryTaxonomy taxonomy) {
    return Arrays.stream(cuisine.split(";", -1))
        .map(dish -> taxonomy.ofOsmTags(Map.of(key, value, "cuisine", dish)))
        .filter(found -> !found.isEmpty() && !found.getFirst().equals(category))
        .findFirst()
        .orElseGet(() -> taxonomy.ofOsmTags(Map.of(key, value)));
  }

  Optional<String> findCategory() {
    return Optional.ofNullable(category);
  }

  boolean isGenericName(String name) {
    return notABrand != null && notABrand.matcher(name).find();
  }

  /// How likely a name without further words means this kind among the kinds of one brand: places
  /// before what stands beside them, shops before the fuel stations they run.
  int weight() {
    if (BESIDE_A_PLACE.contains(toString())) {
      return 0;
    }
    return switch (toString()) {
      case "amenity/fuel", "amenity/car_wash", "shop/car_repair", "shop/tyres" -> 2;
      case "shop/convenience", "shop/kiosk", "shop/photo", "amenity/clinic", "amenity/doctors" -> 3;
      case "shop/department_store" -> 5;
      default -> 4;
    };
  }

  @Override
  public String toString() {
    return key + "/" + value;
  }
}
