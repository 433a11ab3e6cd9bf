package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;
import java.util.Arrays;
import java.util.Locale;

/// Cities by name, in every spelling the data has. Names are folded, and kept as 64-bit hashes: a
/// quarter of a million names take 3 MB, and two names with one hash are not to be expected.
final class CityNames {
  private static final long NUMBER_BITS = 0x3ffff;

  /// The upper bits of the name's hash, then the city's number.
  private final long[] entries;

  private CityNames(long[] entries) {
    this.entries = entries;
  }

  static CityNames of(CityFile file, Cities cities) {
    var entries = new long[cities.size()];
    int count = 0;
    for (; count < cities.size(); count++) {
      entries[count] = entry(fold(cities.name(count)), count);
    }
    for (String line : file.lines("otherNames")) {
      int tab = line.indexOf('\t');
      int number = Integer.parseInt(line.substring(0, tab));
      for (String name : line.substring(tab + 1).split("\\|")) {
        if (count == entries.length) {
          entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = entry(name, number);
      }
    }
    long[] sorted = Arrays.copyOf(entries, count);
    Arrays.sort(sorted);
    return new CityNames(sorted);
  }

  /// The numbers of the cities that bear the folded name.
  int[] find(String folded) {
    long prefix = hash(folded) & ~NUMBER_BITS;
    int at = Arrays.binarySearch(entries, prefix);
    int from = at < 0 ? -at - 1 : at;
    int to = from;
    while (to < entries.length && (entries[to] & ~NUMBER_BITS) == prefix) {
      to++;
    }
    var numbers = new int[to - from];
    for (int i = from; i < to; i++) {
      numbers[i - from] = (int) (entries[i] & NUMBER_BITS);
    }
    return numbers;
  }

  private static long entry(String folded, int number) {
    return (hash(folded) & ~NUMBER_BITS) | number;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }

  /// [FoldedText] for names; plain letters, which most names are made of, take a short cut.
  private static String fold(String name) {
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean isPlain = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
      boolean isSingleSpace = letter == ' ' && i > 0 && name.charAt(i - 1) != ' ';
      if (!isPlain && !(isSingleSpace && i + 1 < name.length())) {
        return FoldedText.of(name).spaced();
      }
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
