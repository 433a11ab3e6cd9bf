package dev.placemill.server.batch;

import dev.placemill.table.ListSource;
import dev.placemill.table.UnusableList;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list of places that was uploaded, read from its front, one row at a time.
sealed interface UploadedList extends Iterator<UploadedList.Row>, Closeable
    permits FirstRows, NdjsonList, TableList {
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

    /// Whether it says nothing and counts for nothing.
    boolean isLeftOut() {
      return json == null && !isRefused();
    }

    /// Whether the place is missing though it was meant.
    boolean isRefused() {
      return faults.stream().anyMatch(fault -> fault.cause().effect() == Cause.Effect.REFUSED);
    }

    /// Whether it is passed over where places that cannot be taken for these causes are.
    boolean isSkipped(Set<Cause> skips) {
      return isRefused()
          && faults.stream()
              .map(PlaceFault::cause)
              .allMatch(cause -> cause.effect() != Cause.Effect.REFUSED || skips.contains(cause));
    }
  }

  /// A table, as it was found.
  ///
  /// @param columns by field the column it is read from
  /// @param unread columns nothing is read from
  /// @param missing what no column says though every list of places must
  /// @param headers every column, in order
  /// @param sample the first rows of those that were read so far
  record Table(
      Form form,
      Map<String, String> columns,
      List<String> unread,
      List<String> missing,
      List<String> headers,
      List<List<String>> sample) {
    public Table {
      sample = List.copyOf(sample);
    }
  }

  /// How a table is written.
  ///
  /// @param charset of text, or null
  /// @param delimiter of text, or null
  /// @param sheet of a workbook: that which is read, or null
  /// @param sheets all of a workbook
  record Form(
      @Nullable String charset,
      @Nullable Character delimiter,
      boolean hasHeader,
      @Nullable String sheet,
      List<String> sheets) {}

  /// How it is written, or null for one that has no columns.
  @Nullable Table table();

  @Override
  void close();

  /// Begins to read.
  ///
  /// @param first how many rows are read at most, or null for all
  /// @throws UnusableList when it is no list of places as a whole
  static UploadedList open(UploadForm form, ListSource source, @Nullable Integer first) {
    UploadedList all =
        form.kind() == UploadForm.Kind.LINES
            ? new NdjsonList(source)
            : TableList.open(form, source);
    return first == null ? all : new FirstRows(all, first);
  }

  /// The same of a list that is only looked at, even of a table whose columns do not describe
  /// places: its rows are none then.
  static UploadedList look(UploadForm form, ListSource source, @Nullable Integer first) {
    UploadedList all =
        form.kind() == UploadForm.Kind.LINES
            ? new NdjsonList(source)
            : TableList.look(form, source);
    return first == null ? all : new FirstRows(all, first);
  }
}
