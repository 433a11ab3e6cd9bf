package dev.placemill.source.brand;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brands by their names, folded and without spaces, so that "Mc Donald's" finds "McDonald's".
final class BrandNames {
  /// The shortest name in which one wrong letter still leaves no doubt about which name is meant.
  static final int SHORTEST_WITH_TYPO = 7;

  private final Map<String, List<Brand>> brandsByKey;

  /// Made when the first misspelt name is looked for: sorting is a tenth of what loading costs.
  private volatile @Nullable SortedKeys sortedKeys;

  private BrandNames(Map<String, List<Brand>> brandsByKey) {
    this.brandsByKey = brandsByKey;
  }

  /// The keys in which a letter may be wrong.
  private record SortedKeys(List<String> fromStart, List<String> fromEnd) {
    static SortedKeys of(Set<String> keys) {
      List<String> fromStart = new ArrayList<>();
      for (String key : keys) {
        if (key.length() >= SHORTEST_WITH_TYPO - 1) {
          fromStart.add(key);
        }
      }
      List<String> fromEnd = new ArrayList<>(fromStart);
      fromStart.sort(Comparator.naturalOrder());
      fromEnd.sort(BrandNames::compareFromEnd);
      return new SortedKeys(fromStart, fromEnd);
    }
  }

  private SortedKeys sortedKeys() {
    SortedKeys made = sortedKeys;
    if (made == null) {
      made = SortedKeys.of(brandsByKey.keySet());
      sortedKeys = made;
    }
    return made;
  }

  static final class Builder {
    private final Map<String, List<Brand>> brandsByKey = new HashMap<>(1 << 17);

    void add(String name, Brand brand) {
      String key = key(name);
      if (!key.isEmpty()) {
        brandsByKey.merge(key, List.of(brand), Builder::bothOnce);
      }
    }

    private static List<Brand> bothOnce(List<Brand> old, List<Brand> added) {
      if (old.getLast().id().equals(added.getFirst().id())) {
        return old;
      }
      var both = new ArrayList<>(old);
      both.addAll(added);
      return List.copyOf(both);
    }

    BrandNames build() {
      return new BrandNames(brandsByKey);
    }
  }

  /// A name as it is indexed. Most names are plain ASCII, which is folded here letter by letter so
  /// that the catalog loads in a fraction of the time.
  static String key(String name) {
    var letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter >= 0x80) {
        return FoldedText.of(name).joined();
      }
      if (Character.isLetterOrDigit(letter)) {
        letters.append(Character.toLowerCase(letter));
      } else if (letter == '&') {
        letters.append("and");
      }
    }
    return letters.toString();
  }

  /// The brands that bear exactly this name.
  List<Brand> named(String key) {
    return brandsByKey.getOrDefault(key, List.of());
  }

  int size() {
    return brandsByKey.size();
  }

  /// The names that differ from `key` by one letter added, lost, changed or swapped with its
  /// neighbour.
  List<String> near(String key) {
    if (key.length() < SHORTEST_WITH_TYPO) {
      return List.of();
    }
    int half = key.length() / 2;
    // One wrong letter leaves the first or the last part as it is; a swap may touch both sides of
    // the middle, so neither part reaches it.
    var found = new ArrayList<String>();
    collect(sortedKeys().fromStart(), key.substring(0, half - 1), false, key, found);
    collect(sortedKeys().fromEnd(), key.substring(half + 1), true, key, found);
    return found.stream().distinct().toList();
  }

  private static void collect(
      List<String> sorted, String part, boolean fromEnd, String key, List<String> found) {
    Comparator<String> order = fromEnd ? BrandNames::compareFromEnd : Comparator.naturalOrder();
    int at = Collections.binarySearch(sorted, part, order);
    for (int i = at < 0 ? -at - 1 : at; i < sorted.size(); i++) {
      if (fromEnd ? !sorted.get(i).endsWith(part) : !sorted.get(i).startsWith(part)) {
        return;
      }
      if (isOneLetterApart(sorted.get(i), key)) {
        found.add(sorted.get(i));
      }
    }
  }

  private static int compareFromEnd(String a, String b) {
    for (int i = 1; i <= Math.min(a.length(), b.length()); i++) {
      int difference = a.charAt(a.length() - i) - b.charAt(b.length() - i);
      if (difference != 0) {
        return difference;
      }
    }
    return a.length() - b.length();
  }

  static boolean isOneLetterApart(String a, String b) {
    int same = 0;
    int shorter = Math.min(a.length(), b.length());
    while (same < shorter && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return switch (a.length() - b.length()) {
      case 0 ->
          same < shorter
              && (a.regionMatches(same + 1, b, same + 1, shorter - same - 1)
                  || isSwapAt(same, a, b));
      case 1 -> a.regionMatches(same + 1, b, same, shorter - same);
      case -1 -> a.regionMatches(same, b, same + 1, shorter - same);
      default -> false;
    };
  }

  private static boolean isSwapAt(int at, String a, String b) {
    return at + 1 < a.length()
        && a.charAt(at) == b.charAt(at + 1)
        && a.charAt(at + 1) == b.charAt(at)
        && a.regionMatches(at + 2, b, at + 2, a.length() - at - 2);
  }
}
