package dev.placemill.match;

import dev.placemill.attribute.FoldedText;
import dev.placemill.place.BuildingUnits;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An address folded for comparison. Where it is only a line, houses, units and streets are read
/// from it.
///
/// @param houses e.g. `12a`, or both ends of a range
/// @param units of suite, floor or stall, e.g. `01` and `12` of `#01-12`
/// @param streets in their short forms, e.g. `grimaldi st`; the address's own first, then those it
///   is said to be at the corner of
/// @param postcode without spaces and leading zeros, which spreadsheets lose
/// @param line every word of the one-line form without spaces between them, empty when unknown
/// @param words every word of the one-line form, in order
public record AddressForm(
    Set<String> houses,
    Set<String> units,
    List<NameForm> streets,
    @Nullable String postcode,
    @Nullable String city,
    @Nullable String country,
    String line,
    List<String> words) {
  /// An address of which nothing is known.
  public static final AddressForm NONE =
      new AddressForm(Set.of(), Set.of(), List.of(), null, null, null, "", List.of());

  private static final Pattern CORNER =
      Pattern.compile("(?i)\\(?\\b(?:at|btwn|between|near|cnr|corner of)\\b|@");
  private static final Pattern BETWEEN_PARTS = Pattern.compile("[,;()]");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
  private static final Pattern ORDINAL = Pattern.compile("\\d+(?:st|nd|rd|th)");

  /// The four digits that follow some American postcodes, and what spreadsheets add to numbers.
  private static final Pattern ADDED = Pattern.compile("^(\\d{5})-\\d{4}$|\\.0$");

  private static final int LONGEST_NUMBER = 6;
  private static final double CITY_SPELLED_ALIKE = 0.5;
  private static final int COUNTRY_CODE = 2;

  public static AddressForm of(PostalAddress address) {
    List<String> words = NameWords.shortest(FoldedText.of(address.oneLine()).words());
    if (words.isEmpty() && address.postalCode() == null) {
      return NONE;
    }
    Reading reading = new Reading();
    if (address.street() == null && address.full() != null) {
      reading.read(address.full());
    }
    if (address.street() != null) {
      reading.addStreet(NameWords.shortest(FoldedText.of(address.street()).words()));
    }
    if (address.house() != null) {
      reading.houses.clear();
      reading.houses.addAll(FoldedText.of(address.house()).words());
    }
    if (address.unit() != null) {
      FoldedText.of(address.unit()).words().forEach(reading::addUnit);
    }
    return new AddressForm(
        Set.copyOf(reading.houses),
        Set.copyOf(reading.units),
        List.copyOf(reading.streets),
        postcode(address.postalCode()),
        folded(address.city()),
        folded(address.country()),
        String.join("", words),
        words);
  }

  /// What a line holds, read part by part.
  private static final class Reading {
    private final Set<String> houses = new HashSet<>();
    private final Set<String> units = new HashSet<>();
    private final List<NameForm> streets = new ArrayList<>();

    void read(String line) {
      for (String part : BETWEEN_PARTS.split(CORNER.matcher(line).replaceAll(","), -1)) {
        BuildingUnits.in(part).forEach(unit -> addUnit(unit.toLowerCase(Locale.ROOT)));
        readDoor(NameWords.shortest(FoldedText.of(BuildingUnits.without(part)).words()));
      }
    }

    private void readDoor(List<String> part) {
      List<String> words =
          part.size() > 1 && part.getFirst().equals("blk") ? part.subList(1, part.size()) : part;
      int numbers = 0;
      while (numbers < words.size() && isHouse(words.get(numbers))) {
        houses.add(words.get(numbers++));
      }
      List<String> street = words.subList(numbers, words.size());
      boolean houseLast =
          numbers == 0
              && street.size() > 1
              && isHouse(street.getLast())
              && !NameWords.isStreetKind(street.get(street.size() - 2));
      if (houseLast && street.stream().anyMatch(NameWords::isStreet)) {
        houses.add(street.getLast());
        street = street.subList(0, street.size() - 1);
      }
      if (numbers > 0 || houseLast || street.stream().anyMatch(NameWords::isStreet)) {
        addStreet(street);
      }
    }

    void addStreet(List<String> words) {
      if (!words.isEmpty()) {
        streets.add(NameForm.ofWords(words));
      }
    }

    void addUnit(String unit) {
      String bare = LEADING_ZEROS.matcher(unit).replaceFirst("");
      if (!bare.isEmpty()) {
        units.add(bare);
      }
    }

    private static boolean isHouse(String word) {
      return word.length() <= LONGEST_NUMBER
          && isDigit(word.charAt(0))
          && !ORDINAL.matcher(word).matches();
    }
  }

  /// The street that the address itself is in, or null when none is known.
  public @Nullable NameForm street() {
    return streets.isEmpty() ? null : streets.getFirst();
  }

  /// The country where it is a code, else null: names are not compared, since a country has many.
  public @Nullable String countryCode() {
    return country == null || country.length() != COUNTRY_CODE ? null : country;
  }

  /// Whether the cities are spelled alike, or the line of the one without a city holds the other's.
  public boolean sharesCity(AddressForm other) {
    String another = other.city;
    if (city == null || another == null) {
      return (city != null && other.line.contains(city))
          || (another != null && line.contains(another));
    }
    return city.contains(another)
        || another.contains(city)
        || NameForm.ofWords(List.of(city)).trigramsShared(NameForm.ofWords(List.of(another)))
            >= CITY_SPELLED_ALIKE;
  }

  /// A postcode as the forms hold it; null for null or nothing.
  public static @Nullable String postcode(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String joined = FoldedText.of(ADDED.matcher(text.strip()).replaceFirst("$1")).joined();
    String bare = LEADING_ZEROS.matcher(joined).replaceFirst("");
    return bare.isEmpty() ? null : bare;
  }

  /// A street or city name as the forms hold it: folded, in short forms, without spaces; null for
  /// null or nothing.
  public static @Nullable String folded(@Nullable String text) {
    String joined =
        text == null ? "" : String.join("", NameWords.shortest(FoldedText.of(text).words()));
    return joined.isEmpty() ? null : joined;
  }

  /// Everything that may be the name of a street, a city or a postcode in the line: runs of up to
  /// four words, in the same form as the parts.
  public static Set<String> possibleParts(PostalAddress address) {
    List<String> words = NameWords.shortest(FoldedText.of(address.oneLine()).words());
    Set<String> runs =
        Stream.of(folded(address.street()), folded(address.city()), postcode(address.postalCode()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (int from = 0; from < Math.min(words.size(), 24); from++) {
      for (int to = from + 1; to <= Math.min(words.size(), from + 4); to++) {
        String run = String.join("", words.subList(from, to));
        runs.add(run);
        runs.add(LEADING_ZEROS.matcher(run).replaceFirst(""));
      }
    }
    return runs;
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
