package dev.placemill.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// Why one row has no result: a stable code, and what to say to people after the row's line.
///
/// @param column the one that is to blame, as the header has it; null where it is not a single one
public record RowFault(String code, String message, @Nullable String column)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public RowFault(String code, String message) {
    this(code, message, null);
  }

  /// The row has more fields than the header, so no field can be trusted to be its column's.
  public static final String TOO_MANY_FIELDS = "too_many_fields";

  /// Every field is blank.
  public static final String BLANK_ROW = "blank_row";

  /// The coordinates are no numbers and nothing else says where the place is.
  public static final String UNREADABLE_COORDINATES = "unreadable_coordinates";
}
