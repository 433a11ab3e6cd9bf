package dev.placemill.page;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A street and the house on it.
///
/// @param text the street as somebody wrote it
/// @param words that tell it from other streets, folded
/// @param house the leading digits of the house number, or null
public record Street(String text, List<String> words, @Nullable String house) {
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /// Kinds of streets and small words, which are written in many ways, or left out.
  private static final Set<String> UNTELLING =
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
          "via",
          "viale",
          "piazza",
          "calle",
          "c",
          "carrer",
          "avenida",
          "avda",
          "avinguda",
          "plaza",
          "placa",
          "rua",
          "ulica",
          "ul",
          "str",
          "platz",
          "weg",
          "gasse",
          "allee",
          "the",
          "de",
          "der",
          "du",
          "des",
          "la",
          "le",
          "del",
          "di",
          "da",
          "north",
          "south",
          "east",
          "west",
          "n",
          "s",
          "e",
          "w");

  private static final List<String> LONG_ENDINGS = List.of("strasse", "straat");
  private static final String ENDING = "str";

  static Optional<Street> find(@Nullable String street, @Nullable String house) {
    List<String> all = street == null ? List.of() : words(street);
    if (street == null || all.isEmpty()) {
      return Optional.empty();
    }
    List<String> telling = all.stream().filter(Street::tells).toList();
    return Optional.of(
        new Street(
            street, telling.isEmpty() ? all : telling, house == null ? null : leading(house)));
  }

  /// Whether a word, as [#words] gives them, tells one street from another.
  static boolean tells(String word) {
    return !UNTELLING.contains(word);
  }

  /// The folded words of any text, in which `Hauptstraße`, `Haupt-Str.` and `hauptstrasse` are one.
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : FoldedText.of(text).words()) {
      String shortened = shortened(word);
      boolean isEnding = shortened.equals(ENDING) && !words.isEmpty();
      if (isEnding && Character.isLetter(words.getLast().charAt(0))) {
        words.set(words.size() - 1, words.getLast() + ENDING);
      } else {
        words.add(shortened);
      }
    }
    return words;
  }

  private static String shortened(String word) {
    for (String ending : LONG_ENDINGS) {
      if (word.endsWith(ending)) {
        return word.substring(0, word.length() - ending.length()) + ENDING;
      }
    }
    return word;
  }

  private static @Nullable String leading(String house) {
    Matcher digits = DIGITS.matcher(house);
    return digits.find() ? digits.group() : null;
  }
}
