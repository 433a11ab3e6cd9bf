package dev.placemill.match;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;

/// How a name may be written for readers of Latin letters: one side of a comparison may hold what
/// the sign says, the other what a visitor made of it.
final class Spellings {
  /// Fewer letters than this are a word that many names share.
  private static final int SHORTEST_LATIN_PART = 6;

  /// The first letter beyond the scripts of Latin: Greek.
  private static final int LATIN_END = 0x370;

  private static final Transliterator TO_LATIN =
      Transliterator.getInstance("Any-Latin; Latin-ASCII");

  private Spellings() {}

  /// The name as it is, and, where it has letters of other scripts, in Latin letters, and the part
  /// of it that is Latin already.
  static List<String> of(String name) {
    if (name.chars().noneMatch(Spellings::isForeign)) {
      return List.of(name);
    }
    List<String> spellings = new ArrayList<>();
    spellings.add(name);
    String latin = latinPart(name);
    if (latin.length() >= SHORTEST_LATIN_PART) {
      spellings.add(latin);
    }
    // A transliterator keeps a position while it works, so only one thread may use it at a time.
    synchronized (TO_LATIN) {
      spellings.add(TO_LATIN.transliterate(name));
    }
    return spellings;
  }

  private static String latinPart(String name) {
    StringBuilder latin = new StringBuilder();
    name.chars().forEach(letter -> latin.append(isForeign(letter) ? ' ' : (char) letter));
    return latin.toString().strip();
  }

  private static boolean isForeign(int letter) {
    return letter >= LATIN_END && Character.isLetter(letter);
  }
}
