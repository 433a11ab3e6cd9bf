package dev.placemill.match;

/// How common words and names are among the records compared: a shared rare word says much, a
/// shared "Restaurant" little.
public interface NameStatistics {
  int records();

  int recordsWithWord(String word);

  /// How many records bear a name, given [joined][NameForm#joined()].
  int recordsNamed(String joinedName);
}
