package dev.placemill.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of looking for a place among candidates.
public sealed interface Recognition {
  /// One place stands out.
  ///
  /// @param records of that place, the most probable first; the others agree with the first that
  ///   they are the same place
  /// @param probability after every different candidate was given its chance to be the one
  record Recognised(List<MatchedRecord> records, double probability) implements Recognition {
    public Recognised {
      records = List.copyOf(records);
    }

    public MatchedRecord best() {
      return records.getFirst();
    }
  }

  /// Different places fit about equally well, so none is taken.
  record Undecided(MatchedRecord best, MatchedRecord rival) implements Recognition {}

  /// No candidate is the place.
  ///
  /// @param closest the most probable one all the same, or null when there were none
  record Unrecognised(@Nullable MatchedRecord closest) implements Recognition {}
}
