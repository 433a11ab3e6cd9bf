package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.http.Response;
import dev.placemill.server.review.Decision;
import dev.placemill.server.review.Decisions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All results of a batch from a position on that pass a filter, written as they are read.
///
/// @param decisions what people decided of values
/// @param writer begins the form of the answer
record ResultBody(
    BatchResults results,
    Stored batch,
    int from,
    ResultFilter filter,
    SliceDecisions decisions,
    WriterOpener writer)
    implements Response.Body {
  /// Room for a slice of places, with what a form keeps until it can write it.
  private static final int MOST_HELD = 8 << 20;

  interface WriterOpener {
    RowWriter over(OutputStream out) throws IOException;
  }

  interface SliceDecisions {
    /// The decisions about some places, by position.
    Map<Integer, Map<Attribute, Decision>> of(int first, int last);

    /// Those about a batch, looked up where there are any.
    static SliceDecisions of(Decisions decisions, Decisions.Stamp stamp, Stored batch) {
      return stamp.any()
          ? (first, last) -> decisions.of(batch.key(), first, last)
          : (_, _) -> Map.of();
    }
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
      for (ResultRow row : passing(slice)) {
        rows.write(row);
      }
    }
    rows.end(null);
  }

  private List<ResultRow> passing(int slice) {
    List<PlaceResult> places = results.slice(batch, slice);
    Map<Integer, Map<Attribute, Decision>> decided =
        decisions.of(places.getFirst().position(), places.getLast().position());
    return places.stream()
        .filter(place -> place.position() >= from)
        .map(place -> new ResultRow(place, decided.getOrDefault(place.position(), Map.of())))
        .filter(filter::passes)
        .toList();
  }

  /// The first results of these.
  ///
  /// @param most how many at most
  Page page(int most) {
    List<ResultRow> page = new ArrayList<>();
    for (int slice = batch.sliceOf(from); slice < batch.slices(); slice++) {
      for (ResultRow row : passing(slice)) {
        if (page.size() == most) {
          return new Page(page, row.place().position());
        }
        page.add(row);
      }
    }
    return new Page(page, -1);
  }
}
