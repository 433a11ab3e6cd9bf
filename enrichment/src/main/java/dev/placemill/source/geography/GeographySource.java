package dev.placemill.source.geography;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.source.geography.Location.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Derives country, subdivision, city and time zone from the place's coordinates, or from its
/// address when it has none. Offline and quick: a look-up waits for nothing.
public final class GeographySource implements EnrichmentSource {
  private static final String NAME = "geography";
  private static final double CENTRE_OF_CITY_PROBABILITY = 0.3;
  private static final double POINT_IN_NAMED_CITY_PROBABILITY = 0.5;
  private static final double DOUBT_AT_SEA = 0.7;
  private static final Set<Attribute> ATTRIBUTES =
      Set.copyOf(
          EnumSet.of(
              Attribute.ADDRESS,
              Attribute.CITY,
              Attribute.STATE,
              Attribute.COUNTRY,
              Attribute.COUNTRY_CODE,
              Attribute.TIME_ZONE,
              Attribute.COORDINATES));

  private final PointLocator pointLocator;
  private final AddressLocator addressLocator;
  private final AddressLocation addressLocation;
  private final AddressForm addressForm;

  private GeographySource(CountryBorders borders, TimeZones timeZones, Gazetteer gazetteer) {
    this.pointLocator = new PointLocator(borders, timeZones, gazetteer);
    this.addressLocator = new AddressLocator(gazetteer);
    this.addressLocation = new AddressLocation(gazetteer);
    this.addressForm = new AddressForm();
  }

  /// Reads the world into memory; one instance serves all threads.
  public static GeographySource load() {
    return new GeographySource(CountryBorders.load(), TimeZones.load(), Gazetteer.load());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    Place place = inquiry.place();
    LocatedAddress said = addressLocator.locate(place).orElse(null);
    Optional<Location> location = locate(place, said);
    if (location.isEmpty()) {
      return new SourceAnswer.NothingKnown(
          place.coordinates() != null
              ? "the point lies at sea, more than 5 km off any coast"
              : "there are no coordinates, and the address names no city or country we know");
    }
    List<Observation> observations =
        observations(location.get(), place, said).stream()
            .filter(observation -> inquiry.wanted().contains(observation.attribute()))
            .toList();
    return observations.isEmpty()
        ? new SourceAnswer.NothingKnown("the location tells nothing about what is wanted")
        : new SourceAnswer.Found(observations);
  }

  private Optional<Location> locate(Place place, @Nullable LocatedAddress said) {
    Coordinates point = place.coordinates();
    Optional<Location> byAddress =
        Optional.ofNullable(said).map(found -> addressLocation.of(found, place.address()));
    if (point == null) {
      return byAddress;
    }
    return pointLocator
        .locate(point, place.address(), said)
        .or(() -> byAddress.map(GeographySource::despitePointAtSea));
  }

  private static Location despitePointAtSea(Location location) {
    return new Location(
        location.country(),
        doubted(location.countryFinding()),
        location.state() == null ? null : doubted(location.state()),
        location.city() == null ? null : doubted(location.city()),
        location.zone() == null ? null : doubted(location.zone()),
        location.centre());
  }

  private static Finding doubted(Finding finding) {
    return new Finding(
        finding.text(),
        finding.probability() * DOUBT_AT_SEA,
        finding.recordId(),
        finding.url(),
        finding.reason() + ", but the point lies at sea");
  }

  private List<Observation> observations(
      Location location, Place place, @Nullable LocatedAddress said) {
    var observations = new ArrayList<Observation>();
    Finding country = location.countryFinding();
    add(observations, Attribute.COUNTRY, country);
    observations.add(
        observation(Attribute.COUNTRY_CODE, new AttributeValue.Text(location.country()), country));
    add(observations, Attribute.STATE, location.state());
    add(observations, Attribute.CITY, location.city());
    add(observations, Attribute.TIME_ZONE, location.zone());
    City centre = location.centre();
    Finding city = location.city();
    if (centre != null && city != null && place.coordinates() == null) {
      observations.add(
          observation(
              Attribute.COORDINATES,
              new AttributeValue.Point(centre.centre()),
              new Finding(
                  "",
                  CENTRE_OF_CITY_PROBABILITY * city.probability(),
                  city.recordId(),
                  city.url(),
                  "centre of the city " + centre.name())));
    }
    findPointCheck(place, location, said).ifPresent(observations::add);
    if (!place.address().isEmpty()) {
      observations.add(
          observation(
              Attribute.ADDRESS,
              new AttributeValue.Address(addressForm.of(place.address(), location, said)),
              addressFinding(location)));
    }
    return observations;
  }

  /// The client's own point where it lies in the city that the client's address names: not where
  /// the place stands, but neither swapped, cut off nor another branch's.
  private static Optional<Observation> findPointCheck(
      Place place, Location location, @Nullable LocatedAddress said) {
    Coordinates point = place.coordinates();
    CityCandidate named = said == null ? null : said.city();
    Finding city = location.city();
    boolean isLocatedByAddress = location.centre() != null;
    if (point == null
        || named == null
        || city == null
        || isLocatedByAddress
        || !Integer.toString(named.city().id()).equals(city.recordId())) {
      return Optional.empty();
    }
    return Optional.of(
        observation(
            Attribute.COORDINATES,
            new AttributeValue.Point(point),
            new Finding(
                "",
                POINT_IN_NAMED_CITY_PROBABILITY * city.probability(),
                city.recordId(),
                city.url(),
                "the point lies in %s, which the address names; the exact spot was not checked"
                    .formatted(city.text()))));
  }

  private static Finding addressFinding(Location location) {
    Finding city = location.city();
    double sureness = city == null ? 0.6 : 0.6 + 0.3 * city.probability();
    return new Finding(
        "",
        sureness * location.countryFinding().probability(),
        city == null ? location.country() : city.recordId(),
        null,
        "the client's address, its parts told apart and completed from its location");
  }

  private static void add(
      List<Observation> observations, Attribute attribute, @Nullable Finding finding) {
    if (finding != null && finding.probability() > 0) {
      observations.add(observation(attribute, new AttributeValue.Text(finding.text()), finding));
    }
  }

  private static Observation observation(
      Attribute attribute, AttributeValue value, Finding finding) {
    var evidence =
        new Evidence(NAME, finding.recordId(), finding.url(), null, Evidence.Scope.PLACE);
    return new Observation(attribute, value, finding.probability(), evidence, finding.reason());
  }
}
