package dev.placemill.source.brand;

import dev.placemill.source.brand.BranchWords.Sense;
import java.util.EnumMap;
import java.util.Map;

/// How many of the words beside a brand's name have which sense.
final class RestOfName {
  private static final int MOST_UNKNOWN = 3;

  private final Map<Sense, Integer> counts = new EnumMap<>(Sense.class);

  void add(Sense sense) {
    counts.merge(sense, 1, Integer::sum);
  }

  int count(Sense sense) {
    return counts.getOrDefault(sense, 0);
  }

  /// Nothing but where the place is and what the brand's places are.
  boolean isPlainBranch() {
    return count(Sense.OTHER_KIND) + count(Sense.UNKNOWN) + count(Sense.SPOT) == 0;
  }

  boolean contradicts() {
    return count(Sense.OTHER_KIND) > 0;
  }

  boolean isMostlyUnknown() {
    return count(Sense.UNKNOWN) > MOST_UNKNOWN;
  }

  /// Some word shows that the unknown ones name a spot in town.
  boolean isAboutASpot() {
    return count(Sense.PLACE) + count(Sense.SPOT) + count(Sense.BRANCH) > 0;
  }

  boolean hasUnknown() {
    return count(Sense.UNKNOWN) > 0;
  }
}
