package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;

/// A city that words of an address line may name.
///
/// @param line the address
/// @param clue the opinion on the country under which it was found
/// @param segment where it is named
/// @param from the first of the words that name it
/// @param to the one after the last of them
/// @param isStateNamed the line also names the city's state
/// @param isWhole nothing else but numbers and the state stands between the commas
/// @param score what speaks for it; comparable within one line
record CityCandidate(
    City city,
    AddressLine line,
    CountryClue clue,
    int segment,
    int from,
    int to,
    boolean isStateNamed,
    boolean isWhole,
    double score) {
  /// In the words the address uses.
  String written() {
    return line.segments().get(segment).folded(from, to);
  }

  /// Both are read from one word of a script without spaces, as Kyoto (京都) and Tokyo (東京) from 東京都:
  /// what follows the first belongs to it.
  boolean isOfSameUnspacedWord(CityCandidate other) {
    return segment == other.segment
        && from == other.from
        && to == other.to
        && line.segments().get(segment).words().get(from).isUnspaced();
  }

  /// The address uses the name GeoNames has, not another of the city's names.
  boolean isOwnName() {
    return FoldedText.of(city.name()).spaced().equals(written());
  }
}
