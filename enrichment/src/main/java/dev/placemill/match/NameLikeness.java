package dev.placemill.match;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How alike two names are, each measure from 0 to 1.
record NameLikeness(
    double trigrams,
    double wordsLeast,
    double wordsMost,
    double joined,
    boolean numbersConflict,
    boolean kindsConflict) {
  private static final NameLikeness NONE = new NameLikeness(0, 0, 0, 0, false, false);
  private static final double SAME_WORD = 0.86;

  /// Words that name a part or a kind of place: "Central School Library" is not "Central School".
  private static final Map<String, String> KINDS =
      Stream.of(
              List.of("library", "bibliothek", "bibliotheque", "biblioteca", "mediatheque"),
              List.of("garage", "autowerkstatt"),
              List.of("parking", "parkhaus", "parkplatz", "carpark", "aparcamiento"),
              List.of("pool", "piscine", "piscina", "schwimmbad", "hallenbad"),
              List.of("atm", "geldautomat", "bancomat", "cajero"),
              List.of("pharmacy", "apotheke", "pharmacie", "farmacia"),
              List.of("gym", "gymnasium", "turnhalle", "gymnase"),
              List.of("fire", "feuerwehr", "pompiers", "bomberos"),
              List.of("police", "polizei", "policia", "polizia"),
              List.of("station", "bahnhof", "gare", "estacion", "stazione"),
              List.of("museum", "musee", "museo"),
              List.of("church", "kirche", "eglise", "iglesia", "chiesa"),
              List.of("hotel"),
              List.of("school", "schule", "ecole", "escuela", "scuola"))
          .flatMap(words -> words.stream().map(word -> Map.entry(word, words.getFirst())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /// The most alike pair of names.
  static NameLikeness best(List<NameForm> some, List<NameForm> others, NameStatistics statistics) {
    NameLikeness best = NONE;
    for (NameForm one : some) {
      for (NameForm other : others) {
        NameLikeness likeness = of(one, other, statistics);
        best = likeness.betterThan(best) ? likeness : best;
      }
    }
    return best;
  }

  boolean betterThan(NameLikeness other) {
    return overall() > other.overall();
  }

  /// One figure for people and for choosing among names.
  double overall() {
    return Math.max(joined, Math.max(trigrams, (wordsLeast + wordsMost) / 2));
  }

  private static NameLikeness of(NameForm one, NameForm other, NameStatistics statistics) {
    if (one.isEmpty() || other.isEmpty()) {
      return NONE;
    }
    double there = found(one.words(), other.words(), statistics);
    double back = found(other.words(), one.words(), statistics);
    return new NameLikeness(
        one.trigramsShared(other),
        Math.min(there, back),
        Math.max(there, back),
        one.joinedShared(other),
        conflict(numbers(one), numbers(other)),
        !kinds(one).equals(kinds(other)));
  }

  /// The share of words that have a like among others. How rare the words are is looked up only
  /// where it matters: some, but not all of them were found.
  private static double found(List<String> words, List<String> among, NameStatistics statistics) {
    boolean[] isFound = new boolean[words.size()];
    int count = 0;
    for (int i = 0; i < isFound.length; i++) {
      isFound[i] = hasLike(words.get(i), among);
      count += isFound[i] ? 1 : 0;
    }
    if (count == 0 || count == isFound.length) {
      return count == 0 ? 0 : 1;
    }
    double found = 0;
    double all = 0;
    for (int i = 0; i < isFound.length; i++) {
      double rarity =
          Math.log1p(statistics.records() / (1.0 + statistics.recordsWithWord(words.get(i))));
      all += rarity;
      found += isFound[i] ? rarity : 0;
    }
    return all == 0 ? 0 : found / all;
  }

  private static boolean hasLike(String word, List<String> among) {
    for (String other : among) {
      if (JaroWinkler.areAlike(word, other, SAME_WORD)) {
        return true;
      }
    }
    return false;
  }

  private static boolean conflict(Set<String> some, Set<String> others) {
    return !some.isEmpty() && !others.isEmpty() && Collections.disjoint(some, others);
  }

  private static Set<String> numbers(NameForm name) {
    Set<String> numbers = Set.of();
    for (String word : name.words()) {
      if (Character.isDigit(word.charAt(0))) {
        numbers = with(word, numbers);
      }
    }
    return numbers;
  }

  private static Set<String> kinds(NameForm name) {
    Set<String> kinds = Set.of();
    for (String word : name.words()) {
      String kind = KINDS.get(word);
      if (kind != null) {
        kinds = with(kind, kinds);
      }
    }
    return kinds;
  }

  /// Few names have any of these words, so a set that can grow is not worth making for each.
  private static Set<String> with(String word, Set<String> words) {
    Set<String> grown = words.isEmpty() ? new HashSet<>() : words;
    grown.add(word);
    return grown;
  }
}
