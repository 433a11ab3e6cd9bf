package dev.placemill.source.geography;

import dev.placemill.attribute.CountryNames;

/// What the world is called.
record Gazetteer(
    Cities cities, CityNames cityNames, Subdivisions subdivisions, CountryNames countryNames) {
  static Gazetteer load() {
    CityFile file = CityFile.read();
    Cities cities = Cities.of(file);
    return new Gazetteer(
        cities, CityNames.of(file, cities), Subdivisions.load(), CountryNames.load());
  }
}
