package dev.placemill.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a list.
///
/// @param number from 1, the header not counted; also the `place_id` that commands send it under
/// @param line where it begins in the file, as an editor counts
/// @param id what its column of ids holds; empty when that is blank or there is none
/// @param cells as many as the header has
/// @param inputs what the row says of its place, by the names of the API
/// @param notes what was read otherwise than written, for people
/// @param fault why the row cannot be sent, or null
public record PlaceRow(
    long number,
    long line,
    String id,
    List<String> cells,
    Map<String, Object> inputs,
    List<String> notes,
    @Nullable RowFault fault) {
  public PlaceRow {
    cells = List.copyOf(cells);
    inputs = Map.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /// Whether it says nothing.
  public boolean isBlank() {
    return cells.stream().allMatch(String::isBlank);
  }

  public String placeId() {
    return Long.toString(number);
  }
}
