package dev.placemill.server.batch;

import dev.placemill.server.http.Fault;
import org.jspecify.annotations.Nullable;

/// What is the matter with one place of a list.
///
/// @param below JSON pointer below the place: `/inputs/latitude`; empty for the place as a whole
/// @param detail what must be there
/// @param column of a table, as its header has it, or null
record PlaceFault(Cause cause, String below, String detail, @Nullable String column) {
  PlaceFault(Cause cause, String below, String detail) {
    this(cause, below, detail, null);
  }

  /// The fault of a place that stands in a JSON document.
  ///
  /// @param place pointer to the place
  Fault at(String place) {
    return new Fault(place + below, detail);
  }

  /// The fault of a place that is a row or line by itself.
  Fault inRow(int row, long line) {
    return new Fault("#" + below, detail, new Fault.InRow(row, line, column, cause.wireName()));
  }
}
