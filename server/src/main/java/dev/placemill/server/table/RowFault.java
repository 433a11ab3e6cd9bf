package dev.placemill.server.table;

/// Why one row has no result: a stable code, and what to say to people after the row's line.
public record RowFault(String code, String message) {
  /// The row has more fields than the header, so no field can be trusted to be its column's.
  static final String TOO_MANY_FIELDS = "too_many_fields";

  /// Every field is blank.
  static final String BLANK_ROW = "blank_row";

  /// The coordinates are no numbers and nothing else says where the place is.
  static final String UNREADABLE_COORDINATES = "unreadable_coordinates";
}
