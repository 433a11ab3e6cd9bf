package dev.placemill.attribute;

/// Whose words for categories.
public enum CategoryVocabulary {
  /// OpenStreetMap's tags, e.g. `amenity=cafe`.
  OSM,

  /// Overture Maps: `coffee_shop`, or a path in newer releases.
  OVERTURE,

  /// Foursquare OS Places: labels, e.g. `Dining and Drinking > Bar > Pub`.
  FOURSQUARE,

  /// Types of schema.org, e.g. `CafeOrCoffeeShop`, alone or as an address.
  SCHEMA_ORG,

  /// Types of Google's places, e.g. `meal_takeaway`.
  GOOGLE
}
