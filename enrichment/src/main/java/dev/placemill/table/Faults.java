package dev.placemill.table;

import java.util.ArrayList;
import java.util.List;

/// What is wrong in the rows of a file: all of it is counted, the first are told.
final class Faults {
  private static final int TOLD = 5;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(long line, String fault) {
    count++;
    if (first.size() < TOLD) {
      first.add("line %d: %s".formatted(line, fault));
    }
  }

  /// Refuses the file when anything is wrong: figures that leave out what could not be read would
  /// flatter.
  void refuseAny(String file) {
    if (count > 0) {
      throw new UnusableList(
          "%s cannot be evaluated: %s%s. Mend %s and run the command again."
              .formatted(
                  file,
                  String.join("; ", first),
                  count > TOLD ? "; and %d more".formatted(count - TOLD) : "",
                  count == 1 ? "it" : "them"));
    }
  }
}
