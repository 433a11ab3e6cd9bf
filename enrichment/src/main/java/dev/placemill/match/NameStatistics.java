package dev.placemill.match;

/// How common words and names are among the records compared: a shared rare word says much, a
/// shared "Restaurant" little.
public interface NameStatistics {
  int records();

  int recordsWithWord(String word);

  /// How many records bear a name, given [joined][NameForm#joined()].
  int recordsNamed(String joinedName);

  /// Counted over places and records at hand, where no index counts them. One that comes several
  /// times, as in a list of pairs, counts once.
  static NameStatistics of(Iterable<Clues> all) {
    return CountedNames.of(all);
  }
}
