package dev.placemill.table;

import dev.placemill.table.ResultTable.Kind;
import org.jspecify.annotations.Nullable;

/// What a cell of the table is where values have types.
public final class CellValue {
  private CellValue() {}

  /// A long, a double, a boolean or a text; null when the cell is empty. A cell that is not what
  /// its column is, as only one of the client's can be, stays a text.
  public static @Nullable Object of(Kind kind, String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case TEXT -> cell;
      case WHOLE_NUMBER -> Long.valueOf(cell);
      case FLAG -> Boolean.valueOf(cell);
      case DECIMAL -> decimal(cell);
    };
  }

  private static Object decimal(String cell) {
    try {
      double number = Double.parseDouble(cell);
      return Double.isFinite(number) ? (Object) number : cell;
    } catch (NumberFormatException _) {
      return cell;
    }
  }
}
