package dev.placemill.source.geography;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Cities by name, in every spelling the data has. Names are folded, and kept as 64-bit hashes: a
/// quarter of a million names take 3 MB, and two names with one hash are not to be expected.
final class CityNames {
  private static final long NUMBER_BITS = 0x3ffff;
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /// The upper bits of the name's hash, then the city's number.
  private final long[] entries;

  private CityNames(long[] entries) {
    this.entries = entries;
  }

  static CityNames of(CityFile file, Cities cities) {
    var entries = new long[2 * cities.size()];
    int count = 0;
    for (int number = 0; number < cities.size(); number++) {
      if (isPlain(cities.name(number))) {
        entries[count++] = entry(cities.name(number).toLowerCase(Locale.ROOT), number);
      }
    }
    ByteBuffer bytes = file.bytes("foldedNames");
    while (bytes.hasRemaining()) {
      int number = readNumber(bytes);
      boolean isLast = false;
      while (!isLast) {
        long hash = START;
        byte next = bytes.get();
        for (; next != '|' && next != '\n'; next = bytes.get()) {
          hash = (hash ^ next) * PRIME;
        }
        isLast = next == '\n';
        if (count == entries.length) {
          entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = (spread(hash) & ~NUMBER_BITS) | number;
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

  private static int readNumber(ByteBuffer bytes) {
    int number = 0;
    for (byte digit = bytes.get(); digit != '\t'; digit = bytes.get()) {
      number = 10 * number + digit - '0';
    }
    return number;
  }

  private static long hash(String text) {
    long hash = START;
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ next) * PRIME;
    }
    return spread(hash);
  }

  private static long spread(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }

  /// Nothing but single spaces between unaccented letters: folding only makes them small. The file
  /// has the folded form of every other name.
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (!(letter >= 'a' && letter <= 'z') && !(letter >= 'A' && letter <= 'Z') && letter != ' ') {
        return false;
      }
    }
    return !name.contains("  ") && name.strip().length() == name.length();
  }
}
