package dev.placemill.server.batch;

import dev.placemill.table.CsvFile;
import dev.placemill.table.ExcelFile;
import dev.placemill.table.ListSource;
import dev.placemill.table.PlaceRow;
import dev.placemill.table.PlaceTable;
import dev.placemill.table.RowFault;
import dev.placemill.table.UnusableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Places as rows of a table. A row without an id of its own has its number for one.
final class TableList implements UploadedList {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int ROWS_SHOWN = 10;

  private final PlaceTable places;
  private final Form form;
  private final List<List<String>> sample = new ArrayList<>();
  private final PlaceCheck check = new PlaceCheck(number -> "row " + number);

  private TableList(PlaceTable places, Form form) {
    this.places = places;
    this.form = form;
  }

  /// @throws UnusableList when it is no table, or its columns cannot describe places
  static TableList open(UploadForm form, ListSource source) {
    TableList list = look(form, source);
    try {
      list.places.requireUsable();
      return list;
    } catch (UnusableList e) {
      list.close();
      throw e;
    }
  }

  /// The same of a table whose columns need not describe places; its rows are no places then.
  static TableList look(UploadForm form, ListSource source) {
    boolean hasHeader = form.hasHeader();
    return switch (form.kind()) {
      case CSV -> {
        CsvFile file = CsvFile.inspect(source, form.charset(), hasHeader);
        yield new TableList(
            PlaceTable.look(file, form.columns()),
            new Form(file.charset().name(), file.delimiter(), hasHeader, null, List.of()));
      }
      case WORKBOOK -> {
        ExcelFile file = ExcelFile.inspect(source, form.sheet());
        yield new TableList(
            PlaceTable.look(file, hasHeader, form.columns()),
            new Form(null, null, hasHeader, file.sheet(), file.sheets()));
      }
      case FEATURES ->
          new TableList(
              PlaceTable.lookAtFeatures(source, form.columns()),
              new Form(null, null, hasHeader, null, List.of()));
      case LINES -> throw new IllegalStateException("lines have no columns");
    };
  }

  @Override
  public Table table() {
    return new Table(
        form,
        places.columns(),
        places.unreadColumns(),
        places.missing(),
        places.header().stream().map(String::strip).toList(),
        sample);
  }

  @Override
  public boolean hasNext() {
    return places.hasNext();
  }

  @Override
  public Row next() {
    PlaceRow row = places.next();
    Upload.requireFew(row.number());
    if (sample.size() < ROWS_SHOWN && !row.isBlank()) {
      sample.add(row.cells());
    }
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
        : new PlaceFault(ofId.cause(), ofId.below(), ofId.detail(), places.columns().get("id"));
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
