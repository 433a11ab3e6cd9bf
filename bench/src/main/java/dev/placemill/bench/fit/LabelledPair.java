package dev.placemill.bench.fit;

import dev.placemill.match.Clues;

/// Two descriptions, and whether people said they are one place.
public record LabelledPair(Clues one, Clues other, boolean same) {
  LabelledPair withoutCoordinates() {
    return new LabelledPair(one.withoutCoordinates(), other.withoutCoordinates(), same);
  }
}
