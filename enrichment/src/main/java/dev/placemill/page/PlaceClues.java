package dev.placemill.page;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a page that shows a place would say: the place's name, and where it is.
///
/// @param street without the number of the house
/// @param phones in E.164
public record PlaceClues(
    String name,
    @Nullable String street,
    @Nullable String postcode,
    @Nullable String city,
    Set<String> phones,
    @Nullable String countryCode) {
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\S*\\d\\S*");
  private static final Pattern POSTCODE = Pattern.compile("(?<![\\d-])\\d{4,6}(?![\\d-])");

  public PlaceClues {
    phones = Set.copyOf(phones);
  }

  /// From what the client said, completed by what earlier sources found.
  public static PlaceClues of(Inquiry inquiry) {
    PostalAddress given = inquiry.place().address();
    PostalAddress found = foundAddress(inquiry);
    String line = given.full();
    String country = inquiry.findCountryCode().orElse(null);
    return new PlaceClues(
        inquiry.place().name(),
        first(given.street(), found.street(), line == null ? null : streetOf(line)),
        first(given.postalCode(), found.postalCode(), line == null ? null : postcodeOf(line)),
        first(given.city(), found.city(), inquiry.findKnownText(Attribute.CITY).orElse(null)),
        phones(inquiry, country),
        country);
  }

  /// Whether anything but the name is known, by which a place can be told from its namesakes.
  public boolean hasLocation() {
    return street != null || postcode != null || city != null || !phones.isEmpty();
  }

  private static PostalAddress foundAddress(Inquiry inquiry) {
    return inquiry.known().stream()
        .filter(observation -> observation.value() instanceof AttributeValue.Address)
        .max(Comparator.comparingDouble(Observation::probability))
        .map(observation -> ((AttributeValue.Address) observation.value()).address())
        .orElse(PostalAddress.NONE);
  }

  private static Set<String> phones(Inquiry inquiry, @Nullable String country) {
    Set<String> phones = new HashSet<>();
    String claimed = inquiry.place().claims().phone();
    if (claimed != null) {
      Normalizer.phone(claimed, country).ifPresent(phone -> phones.add(phone.e164()));
    }
    inquiry.known().stream()
        .map(Observation::value)
        .filter(AttributeValue.Phone.class::isInstance)
        .forEach(value -> phones.add(((AttributeValue.Phone) value).e164()));
    return phones;
  }

  private static @Nullable String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /// The first part of a line that has letters, without numbers.
  private static @Nullable String streetOf(String line) {
    List<String> parts = COMMA.splitAsStream(line).toList();
    for (String part : parts) {
      String words = NUMBER.matcher(part).replaceAll(" ").strip();
      if (parts.size() > 1 && !FoldedText.of(words).isEmpty()) {
        return words;
      }
    }
    return null;
  }

  /// The last number that is long enough, since houses come first.
  private static @Nullable String postcodeOf(String line) {
    String last = null;
    Matcher numbers = POSTCODE.matcher(line);
    while (numbers.find()) {
      last = numbers.group();
    }
    return last;
  }
}
