package dev.placemill.table;

import dev.placemill.evaluation.LabelledPair;
import java.util.List;

/// One row of a file of pairs.
///
/// @param line where it begins in the file, as an editor counts
/// @param cells as many as the header has
public record PairRow(long line, List<String> cells, LabelledPair pair) {
  public PairRow {
    cells = List.copyOf(cells);
  }
}
