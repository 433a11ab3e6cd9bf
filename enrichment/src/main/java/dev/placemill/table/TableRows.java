package dev.placemill.table;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table, row by row, in whatever form it comes; only one row is held at a time.
interface TableRows extends Iterator<TableRows.TableRow>, Closeable {
  /// One row.
  ///
  /// @param line where it begins, as whoever made the list counts
  /// @param cells as text; fewer than the header has, or more
  /// @param note what was read otherwise than written, or null
  record TableRow(long line, List<String> cells, @Nullable String note) {}

  /// The names of the columns.
  List<String> header();
}
