package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tells this place from all others: from the client, and from records that are probably it.
///
/// @param name folded
/// @param postcodes folded and without spaces
/// @param streets folded, each with its house numbers beside it
/// @param cities folded
/// @param phones in E.164
/// @param numbers of the store, as its name gives them
record PlaceClues(
    FoldedText name,
    Set<String> postcodes,
    List<Street> streets,
    Set<FoldedText> cities,
    Set<String> phones,
    List<Coordinates> points,
    Set<String> numbers,
    @Nullable String country) {
  private static final double PROBABLY_THE_PLACE = 0.7;
  private static final Pattern STORE_NUMBER = Pattern.compile("#\\s?(\\d{2,6})\\b");
  private static final Pattern HOUSE_FIRST = Pattern.compile("^(\\d+\\s?\\p{L}?)[ ,]+(.+)$");
  private static final Pattern HOUSE_LAST =
      Pattern.compile("^(.+?)[ ,]+(\\d+\\s?\\p{L}?(?:\\s?[-/]\\s?\\d+\\p{L}?)?)$");

  /// Kinds of streets, which are written in many ways and tell nothing.
  private static final Set<String> STREET_KINDS =
      Set.of(
          "street",
          "st",
          "road",
          "rd",
          "avenue",
          "ave",
          "av",
          "boulevard",
          "blvd",
          "lane",
          "ln",
          "drive",
          "dr",
          "highway",
          "hwy",
          "square",
          "sq",
          "place",
          "pl",
          "court",
          "ct",
          "way",
          "rue",
          "strasse",
          "str",
          "weg",
          "platz",
          "allee",
          "via",
          "viale",
          "piazza",
          "calle",
          "c",
          "carrer",
          "avenida",
          "avda",
          "plaza",
          "rua",
          "straat",
          "de",
          "la",
          "du",
          "des",
          "le",
          "der",
          "north",
          "south",
          "east",
          "west",
          "n",
          "s",
          "e",
          "w");

  /// A street and the house on it.
  ///
  /// @param words that tell it from other streets
  /// @param house the leading digits of the house number, or null
  record Street(List<String> words, @Nullable String house) {
    static Optional<Street> find(@Nullable String street, @Nullable String house) {
      if (street == null) {
        return Optional.empty();
      }
      List<String> words =
          FoldedText.of(street).words().stream()
              .map(Street::withoutKind)
              .filter(word -> !word.isEmpty() && !STREET_KINDS.contains(word))
              .toList();
      return words.isEmpty()
          ? Optional.empty()
          : Optional.of(new Street(words, house == null ? null : leadingDigits(house)));
    }

    /// `hauptstrasse` and `hauptstr` are one word of the same street.
    static String withoutKind(String word) {
      for (String kind : List.of("strasse", "str", "straat")) {
        if (word.length() > kind.length() + 2 && word.endsWith(kind)) {
          return word.substring(0, word.length() - kind.length());
        }
      }
      return word;
    }

    private static @Nullable String leadingDigits(String house) {
      Matcher digits = Pattern.compile("\\d+").matcher(house);
      return digits.find() ? digits.group() : null;
    }
  }

  static PlaceClues of(Inquiry inquiry) {
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
        FoldedText.of(place.name()),
        postcodes(addresses),
        streets(addresses),
        cities(addresses, inquiry),
        phones,
        points,
        numbers(place.name()),
        country);
  }

  private static boolean isPlace(Observation observation) {
    return observation.evidence().scope() == Evidence.Scope.PLACE
        && observation.probability() >= PROBABLY_THE_PLACE;
  }

  private static boolean isGeography(Observation observation) {
    return observation.evidence().source().equals("geography");
  }

  private static Set<String> postcodes(List<PostalAddress> addresses) {
    Set<String> postcodes = new LinkedHashSet<>();
    for (PostalAddress address : addresses) {
      if (address.postalCode() != null) {
        String postcode = FoldedText.of(address.postalCode()).joined();
        if (postcode.length() >= 4) {
          postcodes.add(postcode);
        }
      }
    }
    return postcodes;
  }

  private static List<Street> streets(List<PostalAddress> addresses) {
    Set<Street> streets = new LinkedHashSet<>();
    for (PostalAddress address : addresses) {
      Street.find(address.street(), address.house()).ifPresent(streets::add);
      if (address.full() != null) {
        for (String part : address.full().split(",", -1)) {
          streetOf(part.strip()).ifPresent(streets::add);
        }
      }
    }
    return List.copyOf(streets);
  }

  /// A street with its house number as people write them in one; empty when it has no number.
  static Optional<Street> streetOf(String line) {
    Matcher first = HOUSE_FIRST.matcher(line);
    if (first.matches()) {
      return Street.find(first.group(2), first.group(1));
    }
    Matcher last = HOUSE_LAST.matcher(line);
    return last.matches() ? Street.find(last.group(1), last.group(2)) : Optional.empty();
  }

  private static Set<FoldedText> cities(List<PostalAddress> addresses, Inquiry inquiry) {
    Set<FoldedText> cities = new LinkedHashSet<>();
    addresses.forEach(address -> {
      if (address.city() != null) {
        cities.add(FoldedText.of(address.city()));
      }
    });
    inquiry.findKnownText(Attribute.CITY).map(FoldedText::of).ifPresent(cities::add);
    cities.removeIf(FoldedText::isEmpty);
    return cities;
  }

  private static Set<String> numbers(String name) {
    Set<String> numbers = new LinkedHashSet<>();
    STORE_NUMBER.matcher(name).results().forEach(number -> numbers.add(number.group(1)));
    return numbers;
  }
}
