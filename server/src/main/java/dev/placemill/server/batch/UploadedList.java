package dev.placemill.server.batch;

import dev.placemill.server.table.UnusableList;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list of places that was uploaded, read from its front, one row at a time.
sealed interface UploadedList extends Iterator<UploadedList.Row>, Closeable
    permits CsvList, NdjsonList {
  /// A row of a table, or a line.
  ///
  /// @param number from 1, a header not counted
  /// @param line where it begins, as an editor counts
  /// @param json of its place, or null when that cannot be taken
  /// @param faults why it cannot, or why it is passed over
  /// @param notes what was read otherwise than written, for people
  record Row(
      int number, long line, byte @Nullable [] json, List<PlaceFault> faults, List<String> notes) {
    public Row {
      faults = List.copyOf(faults);
      notes = List.copyOf(notes);
    }

    /// Whether the place is missing though it was meant.
    boolean isRefused() {
      return faults.stream().anyMatch(fault -> fault.cause().effect() == Cause.Effect.REFUSED);
    }
  }

  /// How a table was found to be written.
  ///
  /// @param columns by field the column it is read from
  /// @param unread columns nothing is read from
  record Table(
      String charset,
      char delimiter,
      boolean hasHeader,
      Map<String, String> columns,
      List<String> unread) {}

  /// How it is written, or null for one that has no columns.
  @Nullable Table table();

  @Override
  void close();

  /// Begins to read.
  ///
  /// @throws UnusableList when it is no list of places as a whole
  static UploadedList open(UploadForm form, byte[] body) {
    return form.isTable() ? CsvList.open(form, body) : new NdjsonList(body);
  }
}
