package dev.placemill.source.geography;

import dev.placemill.place.Coordinates;

/// A city, town or village of GeoNames.
///
/// @param id in GeoNames
/// @param name mostly the English one for large cities, the local one for others
/// @param admin GeoNames' code of the subdivision within the country, or empty
/// @param zone IANA name of its time zone
record City(
    int id,
    String name,
    String country,
    String admin,
    int population,
    Coordinates centre,
    String zone) {
  private static final double METRES_OF_ONE_INHABITANT = 26;
  private static final double GROWTH = 0.4;
  private static final int POPULATION_WHEN_UNKNOWN = 500;

  int countedPopulation() {
    return Math.max(population, POPULATION_WHEN_UNKNOWN);
  }

  /// How far from its centre a point may lie and still be said to be in this city: about 0.3 km for
  /// a hamlet, 3 km for 100,000 inhabitants, 15 km for eight million.
  double reachMetres() {
    return METRES_OF_ONE_INHABITANT * Math.pow(countedPopulation(), GROWTH);
  }

  String url() {
    return "https://www.geonames.org/" + id;
  }
}
