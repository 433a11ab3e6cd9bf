package dev.placemill.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns the fields of one record into a place.
public final class RowReader {
  private static final Set<PlaceField> SENT_AS_TEXT =
      EnumSet.complementOf(
          EnumSet.of(PlaceField.ID, PlaceField.NAME, PlaceField.LATITUDE, PlaceField.LONGITUDE));
  private static final Set<PlaceField> ADDRESS =
      EnumSet.of(PlaceField.ADDRESS, PlaceField.STREET, PlaceField.CITY, PlaceField.POSTAL_CODE);

  private final List<String> header;
  private final ColumnMapping mapping;

  RowReader(List<String> header, ColumnMapping mapping) {
    this.header = header;
    this.mapping = mapping;
  }

  /// A reader of the records under a header.
  ///
  /// @param byHand which column to read as which field, where the header does not tell
  /// @throws UnusableList when the columns cannot describe places
  public static RowReader of(List<String> header, Map<String, String> byHand) {
    ColumnMapping mapping = ColumnMapping.of(header, byHand);
    mapping.requireUsable();
    return new RowReader(header, mapping);
  }

  /// Which column is read as what, for people.
  public String mappingDescribed() {
    return mapping.described();
  }

  /// Reads one record.
  ///
  /// @param number from 1
  /// @param line where it stands, as whoever made the list counts
  /// @param fields as text; fewer than the header has, or more
  public PlaceRow row(long number, long line, List<String> fields) {
    return row(number, line, fields, List.of());
  }

  PlaceRow row(long number, long line, List<String> fields, List<String> notesBefore) {
    List<String> notes = new ArrayList<>(notesBefore);
    if (fields.size() < header.size()) {
      notes.add(
          "line %d has %d fields where the header has %d; the missing ones are taken as blank"
              .formatted(line, fields.size(), header.size()));
    }
    List<String> cells = fitted(fields);
    Map<String, Object> inputs = new LinkedHashMap<>();
    RowFault fault = faultOf(fields);
    if (fault == null) {
      inputs.put(PlaceField.NAME.inputName(), mapping.cell(PlaceField.NAME, cells));
      addTexts(cells, inputs);
      fault = addCoordinates(cells, inputs, notes);
    }
    return new PlaceRow(
        number, line, mapping.cell(PlaceField.ID, cells), cells, inputs, notes, fault);
  }

  private List<String> fitted(List<String> fields) {
    List<String> cells = new ArrayList<>(fields.subList(0, Math.min(fields.size(), header.size())));
    cells.addAll(Collections.nCopies(header.size() - cells.size(), ""));
    return cells;
  }

  private @Nullable RowFault faultOf(List<String> fields) {
    if (fields.size() > header.size()) {
      String surplus =
          fields.subList(header.size(), fields.size()).stream()
              .map(field -> "\"" + field + "\"")
              .collect(Collectors.joining(", "));
      return new RowFault(
          RowFault.TOO_MANY_FIELDS,
          "%d fields where the header has %d, so it is unclear which is which; left over: %s"
              .formatted(fields.size(), header.size(), surplus));
    }
    if (fields.stream().allMatch(String::isBlank)) {
      return new RowFault(RowFault.BLANK_ROW, "only blank fields");
    }
    return null;
  }

  private void addTexts(List<String> cells, Map<String, Object> inputs) {
    for (PlaceField field : SENT_AS_TEXT) {
      String text = mapping.cell(field, cells);
      if (!text.isEmpty()) {
        inputs.put(field.inputName(), text);
      }
    }
  }

  /// Adds what can be read. Coordinates of which one is no number are left out as a whole; a row
  /// without anything else to find the place by then has no chance.
  private @Nullable RowFault addCoordinates(
      List<String> cells, Map<String, Object> inputs, List<String> notes) {
    List<String> unreadable = new ArrayList<>();
    String column = null;
    for (PlaceField field : List.of(PlaceField.LATITUDE, PlaceField.LONGITUDE)) {
      String cell = mapping.cell(field, cells);
      switch (CoordinateText.of(cell)) {
        case CoordinateText.Degrees(double degrees) -> inputs.put(field.inputName(), degrees);
        case CoordinateText.Absent _ when cell.isEmpty() -> {}
        case CoordinateText.Absent _ ->
            notes.add("%s \"%s\" is taken as blank".formatted(field.inputName(), cell));
        case CoordinateText.Unreadable _ -> {
          column = column == null ? mapping.column(field) : column;
          unreadable.add("%s \"%s\" is not a number".formatted(field.inputName(), cell));
        }
      }
    }
    if (unreadable.isEmpty()) {
      return null;
    }
    inputs.remove(PlaceField.LATITUDE.inputName());
    inputs.remove(PlaceField.LONGITUDE.inputName());
    String why = String.join(" and ", unreadable);
    if (ADDRESS.stream().allMatch(field -> mapping.cell(field, cells).isEmpty())) {
      return new RowFault(
          RowFault.UNREADABLE_COORDINATES, why + ", and there is no address to go by", column);
    }
    notes.add(why + "; the address was used instead");
    return null;
  }
}
