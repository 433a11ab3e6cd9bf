package dev.placemill.page;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A text in which a place is looked for: its folded words in their order.
final class PlaceText {
  private static final double MOST_OF_A_NAME = 0.6;
  private static final int SHORTEST_NAME = 2;
  private static final int SHORTEST_TELLING_WORD = 3;

  /// How far a house number may stand from its street.
  private static final int NEAR = 3;

  private final List<String> words;
  private final List<String> ofStreets;
  private final Set<String> distinct;

  private PlaceText(List<String> words) {
    this.words = words;
    ofStreets = words.stream().filter(Street::tells).toList();
    distinct = new TreeSet<>(words);
  }

  static PlaceText of(String text) {
    return new PlaceText(Street.words(text));
  }

  /// The name in a row, however it is parted into words, or most of its words anywhere.
  boolean hasName(String name) {
    List<String> sought = Street.words(name);
    String joined = String.join("", sought);
    return joined.length() >= SHORTEST_NAME && (hasInARow(joined) || hasMost(sought));
  }

  private boolean hasMost(List<String> name) {
    List<String> telling =
        name.stream().filter(word -> word.length() >= SHORTEST_TELLING_WORD).toList();
    long found = telling.stream().filter(distinct::contains).count();
    return telling.size() > 1 && found >= MOST_OF_A_NAME * telling.size();
  }

  private boolean hasInARow(String joined) {
    if (joined.codePoints().anyMatch(PlaceText::isOfAScriptWithoutSpaces)) {
      return String.join("", words).contains(joined);
    }
    for (int start = 0; start < words.size(); start++) {
      int length = 0;
      for (int at = start; at < words.size() && joined.startsWith(words.get(at), length); at++) {
        length += words.get(at).length();
        if (length == joined.length()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfAScriptWithoutSpaces(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  boolean hasCity(String city) {
    return hasPhrase(Street.words(city), words);
  }

  /// The street, whatever its kind is called.
  boolean hasStreet(Street street) {
    return hasPhrase(street.words(), ofStreets) || hasPhrase(street.words(), words);
  }

  private boolean hasPhrase(List<String> sought, List<String> text) {
    if (sought.isEmpty() || !distinct.containsAll(sought)) {
      return false;
    }
    for (int at = 0; at + sought.size() <= text.size(); at++) {
      if (text.subList(at, at + sought.size()).equals(sought)) {
        return true;
      }
    }
    return false;
  }

  /// The street with its house number right before or after it.
  boolean hasHouse(Street street) {
    String house = street.house();
    if (house == null || !distinct.containsAll(street.words())) {
      return false;
    }
    for (int at = 0; at < words.size(); at++) {
      if (isNumber(words.get(at), house) && isNear(at, street.words())) {
        return true;
      }
    }
    return false;
  }

  /// `12`, `12a`; a number that is part of a longer one is none.
  private static boolean isNumber(String word, String house) {
    return word.equals(house)
        || (word.startsWith(house)
            && word.length() == house.length() + 1
            && Character.isLetter(word.charAt(house.length())));
  }

  private boolean isNear(int at, List<String> street) {
    int reach = street.size() + NEAR;
    List<String> around =
        words.subList(Math.max(0, at - reach), Math.min(words.size(), at + reach + 1));
    return around.containsAll(street);
  }

  /// A postcode, also where it is written with a space within, or without the one it has.
  boolean hasPostcode(String postcode) {
    String sought = String.join("", Street.words(postcode));
    if (sought.isEmpty() || distinct.contains(sought)) {
      return !sought.isEmpty();
    }
    for (int at = 0; at + 1 < words.size(); at++) {
      if (sought.startsWith(words.get(at)) && sought.equals(words.get(at) + words.get(at + 1))) {
        return true;
      }
    }
    return false;
  }
}
