package dev.placemill.match;

import dev.placemill.place.Coordinates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words and main names counted once over a collection.
record CountedNames(int records, Map<String, Integer> byWord, Map<String, Integer> byName)
    implements NameStatistics {
  static CountedNames of(Iterable<Clues> all) {
    Set<Described> seen = new HashSet<>();
    Map<String, Integer> byWord = new HashMap<>();
    Map<String, Integer> byName = new HashMap<>();
    for (Clues clues : all) {
      NameForm name = clues.names().getFirst();
      if (seen.add(new Described(name.joined(), clues.coordinates(), clues.address().line()))) {
        byName.merge(name.joined(), 1, Integer::sum);
        Set.copyOf(name.words()).forEach(word -> byWord.merge(word, 1, Integer::sum));
      }
    }
    return new CountedNames(seen.size(), Map.copyOf(byWord), Map.copyOf(byName));
  }

  @Override
  public int recordsWithWord(String word) {
    return byWord.getOrDefault(word, 0);
  }

  @Override
  public int recordsNamed(String joinedName) {
    return byName.getOrDefault(joinedName, 0);
  }

  /// Two records that read the same are taken for one.
  private record Described(String name, @Nullable Coordinates coordinates, String address) {}
}
