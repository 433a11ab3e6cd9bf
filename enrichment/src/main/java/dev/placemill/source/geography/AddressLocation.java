package dev.placemill.source.geography;

import dev.placemill.attribute.CountryNames;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.geography.Location.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what an address tells into a location.
record AddressLocation(Gazetteer gazetteer) {
  /// A time zone that fewer of a country's inhabitants share is not guessed.
  private static final double LEAST_SHARE = 0.9;

  Location of(LocatedAddress said, PostalAddress address) {
    String country = said.country();
    String name = CountryNames.english(country);
    CityCandidate city = said.city();
    return new Location(
        country,
        new Finding(name, said.countryProbability(), country, null, said.countryReason()),
        state(said, address),
        city == null ? null : city(said, city, address),
        zone(said),
        city == null ? null : city.city());
  }

  private static Finding city(LocatedAddress said, CityCandidate found, PostalAddress address) {
    City city = found.city();
    return new Finding(
        Spelling.ofCity(found, address),
        said.cityProbability(),
        Integer.toString(city.id()),
        city.url(),
        "the address names %s%s"
            .formatted(city.name(), found.isStateNamed() ? " and its state" : ""));
  }

  private @Nullable Finding state(LocatedAddress said, PostalAddress address) {
    String admin = said.admin();
    String name =
        admin == null ? null : gazetteer.subdivisions().name(said.country(), admin).orElse(null);
    if (admin == null || name == null) {
      return null;
    }
    String given = address.state();
    boolean isGiven =
        given != null
            && gazetteer
                .subdivisions()
                .find(said.country(), given)
                .filter(admin::equals)
                .isPresent();
    CityCandidate city = said.city();
    String reason =
        city == null || city.isStateNamed()
            ? "the address names it"
            : "%s lies in %s".formatted(city.city().name(), name);
    boolean isNamed = city == null || city.isStateNamed();
    return new Finding(
        isGiven && given != null ? given.strip() : name,
        isNamed
            ? Math.max(said.cityProbability(), 0.95 * said.countryProbability())
            : said.cityProbability(),
        said.country() + "." + admin,
        null,
        reason);
  }

  private @Nullable Finding zone(LocatedAddress said) {
    Cities cities = gazetteer.cities();
    CityCandidate city = said.city();
    if (city != null && cities.zonesOf(said.country()).size() > 1) {
      String reason = "the time zone of " + city.city().name();
      return Finding.ofZone(city.city().zone(), said.cityProbability(), reason);
    }
    String admin = said.admin();
    Optional<Cities.MainZone> ofState =
        admin == null ? Optional.empty() : cities.mainZone(said.country(), admin);
    return ofState
        .or(() -> cities.mainZone(said.country()))
        .filter(main -> main.share() >= LEAST_SHARE)
        .map(main -> zone(main, said))
        .orElse(null);
  }

  private static @Nullable Finding zone(Cities.MainZone main, LocatedAddress said) {
    String country = CountryNames.english(said.country());
    String reason =
        main.share() == 1
            ? "the only time zone there, in " + country
            : "the time zone of most inhabitants there, in " + country;
    return Finding.ofZone(main.zone(), said.countryProbability() * 0.99 * main.share(), reason);
  }
}
