package dev.placemill.page;

import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a text says of a place: whether it has its name, its street, and so on.
///
/// @param isAllThereIs nothing but the name is known of the place
public record PlaceOnPage(
    boolean name,
    boolean street,
    boolean postcode,
    boolean city,
    boolean phone,
    boolean isAllThereIs) {
  private static final double MOST_OF_A_NAME = 0.6;
  private static final int SHORTEST_NAME = 3;
  private static final Pattern PHONE =
      Pattern.compile("[+(]?\\d[\\d\\s()./\\u2010-\\u2015-]{4,24}\\d");
  private static final int MOST_PHONES = 100;

  /// Words for "street", as whole words or at the end of one: pages and clients shorten them as
  /// they like.
  private static final Set<String> STREET_WORDS =
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
          "bd",
          "lane",
          "ln",
          "drive",
          "dr",
          "square",
          "sq",
          "place",
          "pl",
          "rue",
          "via",
          "viale",
          "piazza",
          "calle",
          "carrer",
          "avenida",
          "avinguda",
          "plaza",
          "placa",
          "rua",
          "ulica",
          "ul",
          "strasse",
          "str",
          "platz",
          "weg",
          "gasse",
          "the",
          "de",
          "du",
          "des",
          "la",
          "le",
          "del",
          "di",
          "da");

  private static final Pattern STREET_ENDING = Pattern.compile("(?:strasse|straat|stra)\\b");

  /// Reads a page, its title included.
  public static PlaceOnPage of(PlaceClues clues, ReadablePage page) {
    return of(clues, page.title() + "\n" + page.text());
  }

  /// Reads any text.
  public static PlaceOnPage of(PlaceClues clues, String text) {
    FoldedText folded = FoldedText.of(text);
    String words = " " + shortened(folded.spaced()) + " ";
    return new PlaceOnPage(
        hasName(clues.name(), folded),
        clues.street() != null && hasStreet(clues.street(), words),
        clues.postcode() != null
            && words.contains(" " + FoldedText.of(clues.postcode()).spaced() + " "),
        clues.city() != null && hasWords(FoldedText.of(clues.city()).spaced(), words),
        hasPhone(clues, text),
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

  private static boolean hasName(String name, FoldedText text) {
    FoldedText folded = FoldedText.of(name);
    String joined = folded.joined();
    if (joined.length() >= SHORTEST_NAME && text.joined().contains(joined)) {
      return true;
    }
    Set<String> words = Set.copyOf(text.words());
    List<String> own =
        folded.words().stream().filter(word -> word.length() >= SHORTEST_NAME).toList();
    long found = own.stream().filter(words::contains).count();
    return own.size() > 1 && found >= MOST_OF_A_NAME * own.size();
  }

  private static boolean hasStreet(String street, String words) {
    String telling =
        FoldedText.of(street).words().stream()
            .filter(word -> !STREET_WORDS.contains(word))
            .collect(Collectors.joining(" "));
    String sought = telling.isEmpty() ? FoldedText.of(street).spaced() : telling;
    return hasWords(shortened(sought), words);
  }

  private static String shortened(String words) {
    return STREET_ENDING.matcher(words).replaceAll("str");
  }

  private static boolean hasWords(String sought, String words) {
    return !sought.isEmpty() && words.contains(" " + sought + " ");
  }

  private static boolean hasPhone(PlaceClues clues, String text) {
    if (clues.phones().isEmpty()) {
      return false;
    }
    Matcher numbers = PHONE.matcher(text);
    for (int i = 0; i < MOST_PHONES && numbers.find(); i++) {
      if (isOneOf(clues.phones(), numbers.group(), clues.countryCode())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(Set<String> phones, String number, @Nullable String country) {
    return Normalizer.phone(number.toLowerCase(Locale.ROOT), country)
        .filter(phone -> phones.contains(phone.e164()))
        .isPresent();
  }
}
