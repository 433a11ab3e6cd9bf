package dev.placemill.server.http;

import org.jspecify.annotations.Nullable;

/// One thing wrong in a request body.
///
/// @param pointer a JSON pointer as a URI fragment, e.g. `#/places/17/inputs/latitude`
/// @param detail what must be there, e.g. "must be a number between -90 and 90"
/// @param in the row, when the body is a list of rows or lines; the pointer then leads on from
///   there
public record Fault(String pointer, String detail, @Nullable InRow in) {
  public Fault(String pointer, String detail) {
    this(pointer, detail, null);
  }

  /// Where in a list something is wrong.
  ///
  /// @param row from 1, a header not counted
  /// @param line where it begins, as an editor counts
  /// @param column as the header has it, or null
  /// @param code what kind of fault it is, for programs
  public record InRow(int row, long line, @Nullable String column, String code) {}

  /// For people.
  String sentence() {
    if (in == null) {
      return "%s %s.".formatted(pointer, detail);
    }
    String what = in.column() == null ? pointer.substring(1) : in.column();
    return "Row %,d, which begins on line %,d: %s%s."
        .formatted(in.row(), in.line(), what.isEmpty() ? "" : what + " ", detail);
  }
}
