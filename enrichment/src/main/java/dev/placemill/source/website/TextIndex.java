package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A text in which places are looked for: its folded words in their order.
final class TextIndex {
  /// How far a house number may stand from its street.
  private static final int NEAR = 3;

  private final List<String> words;
  private final Set<String> distinct;

  private TextIndex(List<String> words) {
    this.words = words;
    distinct = new TreeSet<>(words);
  }

  static TextIndex of(String text) {
    List<String> words = new ArrayList<>();
    FoldedText.of(text).words().forEach(word -> words.add(PlaceClues.Street.withoutKind(word)));
    return new TextIndex(words);
  }

  boolean hasAll(List<String> sought) {
    return !sought.isEmpty()
        && sought.stream().map(PlaceClues.Street::withoutKind).allMatch(distinct::contains);
  }

  /// The words in a row.
  boolean hasPhrase(List<String> sought) {
    return !positions(sought).isEmpty();
  }

  private List<Integer> positions(List<String> phrase) {
    List<String> sought = phrase.stream().map(PlaceClues.Street::withoutKind).toList();
    List<Integer> positions = new ArrayList<>();
    if (sought.isEmpty() || !distinct.contains(sought.getFirst())) {
      return positions;
    }
    for (int at = 0; at + sought.size() <= words.size(); at++) {
      if (words.subList(at, at + sought.size()).equals(sought)) {
        positions.add(at);
      }
    }
    return positions;
  }

  /// The street with its house number right before or after it.
  boolean hasHouse(PlaceClues.Street street) {
    String house = street.house();
    if (house == null || !distinct.contains(street.words().getFirst())) {
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

  /// A postcode, also where it is written with a space within.
  boolean hasPostcode(String postcode) {
    if (distinct.contains(postcode)) {
      return true;
    }
    for (int at = 0; at + 1 < words.size(); at++) {
      if (words.get(at).length() < postcode.length()
          && postcode.startsWith(words.get(at))
          && postcode.equals(words.get(at) + words.get(at + 1))) {
        return true;
      }
    }
    return false;
  }
}
