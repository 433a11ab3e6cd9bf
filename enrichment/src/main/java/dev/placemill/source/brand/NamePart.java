package dev.placemill.source.brand;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A run of words of a name that may be a brand, and the words around it.
///
/// @param before how many words of the rest stand before it
record NamePart(List<String> words, List<String> rest, int before) {
  private static final int MOST_WORDS = 6;

  /// Every part of a name but the whole: those at the start first, then the longest.
  static List<NamePart> of(List<String> words) {
    var parts = new ArrayList<NamePart>();
    for (int from = 0; from < words.size(); from++) {
      int longest = Math.min(words.size(), from + MOST_WORDS);
      for (int to = longest; to > from; to--) {
        if (to - from < words.size()) {
          parts.add(of(words, from, to));
        }
      }
      if (from == 0) {
        addStarts(words, parts);
      }
    }
    return parts;
  }

  private static NamePart of(List<String> all, int from, int to) {
    List<String> rest = new ArrayList<>(all.subList(0, from));
    rest.addAll(all.subList(to, all.size()));
    return new NamePart(all.subList(from, to), rest, from);
  }

  /// Starts of a first word in a script that writes words without spaces between them.
  private static void addStarts(List<String> all, List<NamePart> parts) {
    String first = all.getFirst();
    if (!isWrittenWithoutSpaces(first.codePointAt(0))) {
      return;
    }
    for (int length = first.length() - 1; length >= 2; length--) {
      parts.add(
          new NamePart(
              List.of(first.substring(0, length)),
              Stream.concat(Stream.of(first.substring(length)), all.stream().skip(1)).toList(),
              0));
    }
  }

  private static boolean isWrittenWithoutSpaces(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
      default -> false;
    };
  }

  List<String> after() {
    return rest.subList(before, rest.size());
  }

  /// As names are indexed.
  String key() {
    return String.join("", words);
  }

  String spaced() {
    return String.join(" ", words);
  }
}
