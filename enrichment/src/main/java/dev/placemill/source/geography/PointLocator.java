package dev.placemill.source.geography;

import dev.placemill.attribute.CountryNames;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.geography.Location.Finding;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Locates a point. What the address says is heard too: it chooses among the cities around the
/// point, and makes us surer or less sure.
final class PointLocator {
  private static final double ADDRESS_CITY_METRES = 20_000;
  private static final double DOUBT_AFTER_CONTRADICTION = 0.6;

  /// The city the place is said to lie in.
  ///
  /// @param name in the client's spelling where it agrees, else GeoNames' own
  /// @param isNamed the address names it
  private record Town(
      City city, String name, double metres, double probability, boolean isNamed, String reason) {}

  private final CountryBorders borders;
  private final TimeZones timeZones;
  private final Gazetteer gazetteer;

  PointLocator(CountryBorders borders, TimeZones timeZones, Gazetteer gazetteer) {
    this.borders = borders;
    this.timeZones = timeZones;
    this.gazetteer = gazetteer;
  }

  /// Empty at sea.
  Optional<Location> locate(
      Coordinates point, PostalAddress address, @Nullable LocatedAddress said) {
    return borders
        .locate(point)
        .map(fix -> {
          Town town = town(fix.country(), point, address, said).orElse(null);
          return new Location(
              fix.country(),
              country(fix, said),
              town == null ? null : state(town, address),
              town == null ? null : city(town),
              zone(fix.country(), point, town),
              null);
        });
  }

  private static Finding country(CountryBorders.Fix fix, @Nullable LocatedAddress said) {
    double alone = byPosition(fix);
    String name = CountryNames.english(fix.country());
    String reason = reason(fix, name);
    if (said != null && said.country().equals(fix.country())) {
      double agreed = 1 - (1 - alone) * 0.3;
      return new Finding(name, agreed, fix.country(), null, reason + ", as the client's data say");
    }
    if (said != null && said.countryProbability() > 0.5) {
      String other = CountryNames.english(said.country());
      String doubt = ", but the client's data say %s".formatted(other);
      double doubtful = alone * DOUBT_AFTER_CONTRADICTION;
      return new Finding(name, doubtful, fix.country(), null, reason + doubt);
    }
    return new Finding(name, alone, fix.country(), null, reason);
  }

  private static double byPosition(CountryBorders.Fix fix) {
    if (fix.metresOutside() > 0) {
      return fix.metresOutside() < 1_000 ? 0.85 : 0.7;
    }
    if (fix.neighbour() == null) {
      return 0.99;
    }
    double metres = fix.metresToNeighbour();
    return metres < 200 ? 0.7 : metres < 1_000 ? 0.88 : metres < 3_000 ? 0.95 : 0.98;
  }

  private static String reason(CountryBorders.Fix fix, String name) {
    if (fix.metresOutside() > 0) {
      return "the point lies %s off %s".formatted(distance(fix.metresOutside()), name);
    }
    return fix.neighbour() == null
        ? "the point lies in %s, more than 20 km from any other country".formatted(name)
        : "the point lies in %s, %s from %s"
            .formatted(
                name, distance(fix.metresToNeighbour()), CountryNames.english(fix.neighbour()));
  }

  /// The city the address names if it lies near enough, else the nearest one.
  private Optional<Town> town(
      String country, Coordinates point, PostalAddress address, @Nullable LocatedAddress said) {
    CityCandidate named = said == null ? null : said.city();
    if (named == null) {
      String doubt = address.city() == null ? "" : ", though the address names another place";
      return nearest(country, point, doubt, doubt.isEmpty() ? 1 : 0.7);
    }
    City city = named.city();
    double metres = city.centre().metresTo(point);
    if (city.country().equals(country) && metres <= ADDRESS_CITY_METRES + city.reachMetres()) {
      String name = Spelling.ofCity(named, address);
      String reason =
          "the address names %s, whose centre is %s away".formatted(name, distance(metres));
      return Optional.of(new Town(city, name, metres, 0.96, true, reason));
    }
    String doubt = ", but the address names " + city.name();
    return nearest(country, point, doubt, DOUBT_AFTER_CONTRADICTION);
  }

  private Optional<Town> nearest(
      String country, Coordinates point, String doubt, double doubtFactor) {
    return gazetteer
        .cities()
        .around(country, point)
        .map(near -> {
          City city = near.city();
          String reason =
              "nearest city: %s, %s away%s".formatted(city.name(), distance(near.metres()), doubt);
          double probability = byDistance(near) * doubtFactor;
          return new Town(city, city.name(), near.metres(), probability, false, reason);
        });
  }

  private static double byDistance(Cities.Near near) {
    if (near.remoteness() <= 1) {
      return near.remoteness() <= 0.5 ? 0.9 : 0.85;
    }
    double metres = near.metres();
    return metres < 5_000 ? 0.75 : metres < 15_000 ? 0.6 : metres < 50_000 ? 0.45 : 0.2;
  }

  private static Finding city(Town town) {
    City city = town.city;
    return new Finding(
        town.name, town.probability, Integer.toString(city.id()), city.url(), town.reason);
  }

  private @Nullable Finding state(Town town, PostalAddress address) {
    City city = town.city;
    String name = gazetteer.subdivisions().name(city.country(), city.admin()).orElse(null);
    if (name == null) {
      return null;
    }
    boolean isWithin = town.isNamed || town.metres <= city.reachMetres();
    double alone = isWithin ? 0.95 : town.metres < 10_000 ? 0.88 : 0.75;
    String reason = "%s, %s away, lies in %s".formatted(city.name(), distance(town.metres), name);
    String written = address.state();
    String id = city.country() + "." + city.admin();
    if (written == null) {
      return new Finding(name, alone, id, null, reason);
    }
    Optional<String> said = gazetteer.subdivisions().find(city.country(), written);
    if (said.isEmpty()) {
      return new Finding(name, alone * 0.85, id, null, reason);
    }
    return said.get().equals(city.admin())
        ? new Finding(written.strip(), 0.97, id, null, reason + ", as the address says")
        : new Finding(
            name,
            alone * DOUBT_AFTER_CONTRADICTION,
            id,
            null,
            reason + ", but the address says " + written.strip());
  }

  private @Nullable Finding zone(String country, Coordinates point, @Nullable Town town) {
    Set<String> possible = gazetteer.cities().zonesOf(country);
    if (town != null && possible.size() == 1) {
      String reason = "the only time zone of " + CountryNames.english(country);
      return Finding.ofZone(possible.iterator().next(), 0.98, reason);
    }
    String mapped = timeZones.at(point);
    if (town == null) {
      return Finding.ofZone(mapped, 0.8, "the time zone drawn on the map at this point");
    }
    String cityZone = town.city.zone();
    if (mapped.equals(cityZone)) {
      return Finding.ofZone(mapped, 0.97, "the time zone at this point and in " + town.city.name());
    }
    boolean isMapPlausible = possible.contains(mapped);
    if (!isMapPlausible || town.metres < 15_000) {
      return Finding.ofZone(
          cityZone, isMapPlausible ? 0.8 : 0.9, "the time zone of " + town.city.name());
    }
    return Finding.ofZone(mapped, 0.75, "the time zone drawn on the map at this point");
  }

  static String distance(double metres) {
    return metres < 950
        ? "%d m".formatted(Math.round(metres / 10) * 10)
        : metres < 9_950
            ? String.format(Locale.ROOT, "%.1f km", metres / 1_000)
            : "%d km".formatted(Math.round(metres / 1_000));
  }
}
