package dev.placemill.address;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Codes of states and counties by their names in whatever language is known.
final class RegionCodes {
  private final Map<String, String> states;
  private final Map<String, String> counties;

  RegionCodes(JsonNode states, JsonNode counties) {
    this.states = byCountryAndName(states);
    this.counties = byCountryAndName(counties);
  }

  private static Map<String, String> byCountryAndName(JsonNode countries) {
    Map<String, String> codes = new HashMap<>();
    countries
        .properties()
        .forEach(country ->
            country
                .getValue()
                .properties()
                .forEach(region ->
                    codes.putIfAbsent(
                        key(country.getKey(), region.getKey()), region.getValue().asString())));
    return codes;
  }

  private static String key(String country, String name) {
    return country + "/" + name.toUpperCase(Locale.ROOT);
  }

  Optional<String> findState(String country, String name) {
    return Optional.ofNullable(states.get(key(country, name)));
  }

  /// Also of a county whose name stands within what is given, the longest such name: Florence of
  /// "Metropolitan City of Florence".
  Optional<String> findCounty(String country, String name) {
    String given = key(country, name);
    return Optional.ofNullable(counties.get(given))
        .or(() ->
            counties.keySet().stream()
                .filter(known -> isWithin(known, given, country))
                .max(Comparator.comparingInt(String::length))
                .map(counties::get));
  }

  private static boolean isWithin(String known, String given, String country) {
    int start = country.length() + 1;
    return known.startsWith(country + "/") && given.indexOf(known.substring(start), start) >= 0;
  }
}
