package dev.placemill.server.batch;

import dev.placemill.server.table.CsvFile;
import dev.placemill.server.table.ListSource;
import dev.placemill.server.table.PlaceRow;
import dev.placemill.server.table.PlaceTable;
import dev.placemill.server.table.RowFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Places as rows of a table. A row without an id of its own has its number for one.
final class CsvList implements UploadedList {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PlaceTable places;
  private final Table table;
  private final PlaceCheck check = new PlaceCheck(number -> "row " + number);

  private CsvList(PlaceTable places, Table table) {
    this.places = places;
    this.table = table;
  }

  static CsvList open(UploadForm form, byte[] body) {
    CsvFile file =
        CsvFile.inspect(ListSource.of("The body", body), form.charset(), form.hasHeader());
    PlaceTable places = PlaceTable.open(file, form.columns());
    return new CsvList(
        places,
        new Table(
            file.charset().name(),
            file.delimiter(),
            file.hasHeader(),
            places.columns(),
            places.unreadColumns()));
  }

  @Override
  public @Nullable Table table() {
    return table;
  }

  @Override
  public boolean hasNext() {
    return places.hasNext();
  }

  @Override
  public Row next() {
    PlaceRow row = places.next();
    PlaceFault fault = fault(row);
    if (fault != null) {
      return new Row((int) row.number(), row.line(), null, List.of(fault), List.of());
    }
    byte[] json = JSON.writeValueAsBytes(place(row));
    return PlaceCheck.isTooLarge(json)
        ? new Row((int) row.number(), row.line(), null, List.of(PlaceCheck.tooLarge()), List.of())
        : new Row((int) row.number(), row.line(), json, List.of(), row.notes());
  }

  private @Nullable PlaceFault fault(PlaceRow row) {
    RowFault fault = row.fault();
    if (fault != null) {
      return new PlaceFault(Cause.ofCode(fault.code()), "", fault.message(), fault.column());
    }
    PlaceFault ofId = check.faultOfId(id(row), (int) row.number());
    return ofId == null
        ? null
        : new PlaceFault(ofId.cause(), ofId.below(), ofId.detail(), table.columns().get("id"));
  }

  private static String id(PlaceRow row) {
    return row.id().isEmpty() ? row.placeId() : row.id();
  }

  private static Map<String, Object> place(PlaceRow row) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("place_id", id(row));
    place.put("inputs", row.inputs());
    return place;
  }

  @Override
  public void close() {
    try {
      places.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
