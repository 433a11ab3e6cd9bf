package dev.placemill.server.result;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// All results of a batch from a position on that pass a filter, written as they are read.
///
/// @param writer begins the form of the answer
record ResultBody(
    BatchResults results, Stored batch, int from, ResultFilter filter, WriterOpener writer)
    implements Response.Body {
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
    RowWriter rows = writer.over(out);
    for (int slice = batch.sliceOf(from); slice < batch.slices(); slice++) {
      for (PlaceResult place : results.slice(batch, slice)) {
        var row = new ResultRow(place);
        if (place.position() >= from && filter.passes(row)) {
          rows.write(row);
        }
      }
    }
    rows.end(null);
  }

  /// The first results of these.
  ///
  /// @param most how many at most
  Page page(int most) {
    List<ResultRow> page = new ArrayList<>();
    for (int slice = batch.sliceOf(from); slice < batch.slices(); slice++) {
      for (PlaceResult place : results.slice(batch, slice)) {
        var row = new ResultRow(place);
        if (place.position() >= from && filter.passes(row)) {
          if (page.size() == most) {
            return new Page(page, place.position());
          }
          page.add(row);
        }
      }
    }
    return new Page(page, -1);
  }
}
