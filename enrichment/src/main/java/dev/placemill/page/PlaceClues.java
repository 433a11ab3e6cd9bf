package dev.placemill.page;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.BuildingUnits;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tells this place from all others: from the client, and from records that are probably it.
/// Of each, what the client said comes first.
///
/// @param phones in E.164
/// @param storeNumbers that its name gives, as in `Burger Pit #1207`
public record PlaceClues(
    String name,
    List<Street> streets,
    List<String> postcodes,
    List<String> cities,
    Set<String> phones,
    List<Coordinates> points,
    Set<String> storeNumbers,
    @Nullable String countryCode) {
  private static final double PROBABLY_THE_PLACE = 0.7;
  private static final Pattern STORE_NUMBER = Pattern.compile("#\\s?(\\d{2,6})\\b");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern POSTCODE = Pattern.compile("(?<![\\d-])\\d{4,6}(?![\\d-])");
  private static final int LONGEST_HOUSE = 4;

  public PlaceClues {
    streets = List.copyOf(streets);
    postcodes = List.copyOf(postcodes);
    cities = List.copyOf(cities);
    phones = Set.copyOf(phones);
    points = List.copyOf(points);
    storeNumbers = Set.copyOf(storeNumbers);
  }

  /// From what the client said, completed by what earlier sources found.
  public static PlaceClues of(Inquiry inquiry) {
    Place place = inquiry.place();
    String country = inquiry.findCountryCode().orElse(null);
    List<PostalAddress> addresses = new ArrayList<>(List.of(place.address()));
    List<Coordinates> points = new ArrayList<>();
    Set<String> phones = new LinkedHashSet<>();
    if (place.coordinates() != null) {
      points.add(place.coordinates());
    }
    if (place.claims().phone() != null) {
      Normalizer.phone(place.claims().phone(), country).ifPresent(one -> phones.add(one.e164()));
    }
    for (Observation observation : inquiry.known()) {
      switch (observation.value()) {
        // Geography only takes the client's own address apart, so its parts are the client's.
        case AttributeValue.Address(PostalAddress address)
            when isPlace(observation) || isGeography(observation) ->
            addresses.add(address);
        case AttributeValue.Phone phone when isPlace(observation) -> phones.add(phone.e164());
        case AttributeValue.Point(Coordinates point)
            when isPlace(observation) && !isGeography(observation) ->
            points.add(point);
        default -> {
          // Other values do not tell places apart.
        }
      }
    }
    return new PlaceClues(
        place.name(),
        streets(addresses),
        postcodes(addresses),
        cities(addresses, inquiry),
        phones,
        points,
        storeNumbers(place.name()),
        country);
  }

  private static boolean isPlace(Observation observation) {
    return observation.evidence().scope() == Evidence.Scope.PLACE
        && observation.probability() >= PROBABLY_THE_PLACE;
  }

  private static boolean isGeography(Observation observation) {
    return observation.evidence().source().equals("geography");
  }

  /// The street without the number of the house; null when none is known.
  public @Nullable String street() {
    return streets.isEmpty() ? null : streets.getFirst().text();
  }

  public @Nullable String postcode() {
    return postcodes.isEmpty() ? null : postcodes.getFirst();
  }

  public @Nullable String city() {
    return cities.isEmpty() ? null : cities.getFirst();
  }

  /// Whether anything but the name is known, by which a page can tell the place from its namesakes.
  public boolean hasLocation() {
    return !(streets.isEmpty() && postcodes.isEmpty() && cities.isEmpty() && phones.isEmpty());
  }

  private static List<Street> streets(List<PostalAddress> addresses) {
    Set<Street> streets = new LinkedHashSet<>();
    for (PostalAddress address : addresses) {
      Street.find(address.street(), address.house()).ifPresent(streets::add);
    }
    for (PostalAddress address : addresses) {
      if (address.full() != null) {
        COMMA
            .splitAsStream(address.full())
            .map(part -> StreetLine.of(BuildingUnits.without(part).strip()))
            .filter(PlaceClues::isStreet)
            .flatMap(line -> Street.find(line.street(), line.house()).stream())
            .forEach(streets::add);
      }
    }
    return List.copyOf(streets);
  }

  /// Whether a part of a line is a street: `12 Market St`, but not `62704 Springfield`.
  private static boolean isStreet(StreetLine line) {
    String house = line.house();
    List<String> words = Street.words(line.street());
    boolean isLong = house != null && house.replaceAll("\\D", "").length() > LONGEST_HOUSE;
    return house != null
        && !words.isEmpty()
        && (!isLong || !words.stream().allMatch(Street::tells));
  }

  private static List<String> postcodes(List<PostalAddress> addresses) {
    Set<String> postcodes = new LinkedHashSet<>();
    addresses.forEach(address -> add(address.postalCode(), postcodes));
    for (PostalAddress address : addresses) {
      if (postcodes.isEmpty() && address.full() != null) {
        add(postcodeOf(address.full()), postcodes);
      }
    }
    return List.copyOf(postcodes);
  }

  /// The last number that is long enough, since houses come first.
  private static @Nullable String postcodeOf(String line) {
    String last = null;
    Matcher numbers = POSTCODE.matcher(line);
    while (numbers.find()) {
      last = numbers.start() == 0 ? null : numbers.group();
    }
    return last;
  }

  private static List<String> cities(List<PostalAddress> addresses, Inquiry inquiry) {
    Set<String> cities = new LinkedHashSet<>();
    addresses.forEach(address -> add(address.city(), cities));
    inquiry.findKnownText(Attribute.CITY).ifPresent(city -> add(city, cities));
    return List.copyOf(cities);
  }

  private static void add(@Nullable String text, Set<String> texts) {
    if (text != null && !FoldedText.of(text).isEmpty()) {
      texts.add(text);
    }
  }

  private static Set<String> storeNumbers(String name) {
    Set<String> numbers = new LinkedHashSet<>();
    STORE_NUMBER.matcher(name).results().forEach(number -> numbers.add(number.group(1)));
    return numbers;
  }
}
