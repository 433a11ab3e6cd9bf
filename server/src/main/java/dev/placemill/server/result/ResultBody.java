package dev.placemill.server.result;

import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// All results of a selection from a position on, written as they are read.
///
/// @param writer begins the form of the answer
record ResultBody(Selection selection, int from, WriterOpener writer) implements Response.Body {
  /// Room for a slice of places, with what a form keeps until it can write it.
  private static final int MOST_HELD = 8 << 20;

  interface WriterOpener {
    RowWriter over(OutputStream out) throws IOException;
  }

  /// Some results that pass a filter.
  ///
  /// @param next the position the page after this one begins at, or -1 when there is none
  record Page(List<ResultRow> rows, int next) {}

  @Override
  public int size() {
    return MOST_HELD;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Stored batch = selection.batch();
    RowWriter rows = writer.over(out);
    for (int slice = batch.sliceOf(from); slice < batch.slices(); slice++) {
      for (ResultRow row : selection.ofSlice(slice, from)) {
        rows.write(row);
      }
    }
    rows.end(null);
  }

  /// The first results of these.
  ///
  /// @param most how many at most
  Page page(int most) {
    Stored batch = selection.batch();
    List<ResultRow> page = new ArrayList<>();
    for (int slice = batch.sliceOf(from); slice < batch.slices(); slice++) {
      for (ResultRow row : selection.ofSlice(slice, from)) {
        if (page.size() == most) {
          return new Page(page, row.place().position());
        }
        page.add(row);
      }
    }
    return new Page(page, -1);
  }
}
