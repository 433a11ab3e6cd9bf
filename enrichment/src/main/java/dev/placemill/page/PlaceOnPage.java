package dev.placemill.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a text says of a place: whether it has its name, its street, and so on.
///
/// @param house the street together with the number of the house
/// @param isAllThereIs nothing but the name is known of the place
public record PlaceOnPage(
    boolean name,
    boolean street,
    boolean house,
    boolean postcode,
    boolean city,
    boolean phone,
    boolean isAllThereIs) {
  /// Reads a page, its title included.
  public static PlaceOnPage of(PlaceClues clues, ReadablePage page) {
    return of(clues, page.title() + "\n" + page.text());
  }

  /// Reads any text.
  public static PlaceOnPage of(PlaceClues clues, String text) {
    return of(
        clues,
        text,
        clues.phones().isEmpty() ? List.of() : WrittenPhones.in(text, clues.countryCode()));
  }

  /// Reads a text that comes with phone numbers.
  ///
  /// @param phones in E.164
  public static PlaceOnPage of(PlaceClues clues, String text, Collection<String> phones) {
    PlaceText words = PlaceText.of(text);
    return new PlaceOnPage(
        words.hasName(clues.name()),
        clues.streets().stream().anyMatch(words::hasStreet),
        clues.streets().stream().anyMatch(words::hasHouse),
        clues.postcodes().stream().anyMatch(words::hasPostcode),
        clues.cities().stream().anyMatch(words::hasCity),
        phones.stream().anyMatch(clues.phones()::contains),
        !clues.hasLocation());
  }

  /// The text is about this place and no namesake.
  public boolean isCertain() {
    return (name && (street || postcode || phone)) || (phone && street);
  }

  /// The text has the name, and nothing that is known speaks for another place.
  public boolean isLikely() {
    return isCertain() || (name && (city || isAllThereIs));
  }

  /// What was found, for people: "the name, the street".
  public String described() {
    List<String> parts = new ArrayList<>();
    add(name, "the name", parts);
    add(street, "the street", parts);
    add(postcode, "the postcode", parts);
    add(city, "the city", parts);
    add(phone, "the phone number", parts);
    return parts.isEmpty() ? "nothing of it" : String.join(", ", parts);
  }

  private static void add(boolean has, String words, List<String> parts) {
    if (has) {
      parts.add(words);
    }
  }
}
