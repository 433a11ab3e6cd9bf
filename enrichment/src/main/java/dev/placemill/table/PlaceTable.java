package dev.placemill.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The places of a table, row by row; only one row is held at a time.
public final class PlaceTable implements Iterator<PlaceRow>, Closeable {
  /// Beyond so many rows, repeated ids are no longer noticed: memory stays bounded.
  private static final int IDS_REMEMBERED = 1_000_000;

  private final TableRows table;
  private final List<String> header;
  private final ColumnMapping mapping;
  private final RowReader rowReader;
  private final int idsRemembered;
  private final Map<String, Long> firstLineOfId = new HashMap<>();
  private long rows;

  private PlaceTable(TableRows table, Map<String, String> byHand) {
    this(table, byHand, IDS_REMEMBERED);
  }

  private PlaceTable(TableRows table, Map<String, String> byHand, int idsRemembered) {
    this.table = table;
    this.idsRemembered = idsRemembered;
    this.header = table.header();
    this.mapping = ColumnMapping.of(header, byHand);
    this.rowReader = new RowReader(header, mapping);
  }

  /// Begins to read the file.
  ///
  /// @param byHand which column to read as which field, where the header does not tell; a blank one
  ///   keeps the field from being read from any
  /// @throws UnusableList when its columns cannot describe places
  public static PlaceTable open(CsvFile file, Map<String, String> byHand) {
    PlaceTable places = look(file, byHand);
    places.mapping.requireUsable();
    return places;
  }

  /// The same of a list so long that repeated ids are not looked for.
  public static PlaceTable openLong(CsvFile file, Map<String, String> byHand) {
    try {
      PlaceTable places = new PlaceTable(new CsvRows(file), byHand, 0);
      places.mapping.requireUsable();
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same of a list whose columns need not describe places: [#missing] says what they lack.
  public static PlaceTable look(CsvFile file, Map<String, String> byHand) {
    try {
      return new PlaceTable(new CsvRows(file), byHand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same of a list in GeoJSON, whose properties are the columns.
  ///
  /// @throws UnusableList when it is none
  public static PlaceTable lookAtFeatures(ListSource source, Map<String, String> byHand) {
    return new PlaceTable(new FeatureRows(FeatureFile.inspect(source)), byHand);
  }

  /// The same of a sheet of a workbook.
  public static PlaceTable look(ExcelFile file, boolean hasHeader, Map<String, String> byHand) {
    try {
      return new PlaceTable(file.rows(hasHeader), byHand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The columns of the list, as written.
  public List<String> header() {
    return header;
  }

  /// Which column is read as what, for people.
  public String mappingDescribed() {
    return mapping.described();
  }

  /// Which column is read as what, by the fields' names.
  public Map<String, String> columns() {
    return mapping.byField();
  }

  /// The columns nothing is read from.
  public List<String> unreadColumns() {
    return mapping.unread();
  }

  /// What no column says though every list of places must: `name`, `location`.
  public List<String> missing() {
    return mapping.missing();
  }

  /// @throws UnusableList when anything is missing
  public void requireUsable() {
    mapping.requireUsable();
  }

  @Override
  public boolean hasNext() {
    return table.hasNext();
  }

  @Override
  public PlaceRow next() {
    TableRows.TableRow row = table.next();
    rows++;
    List<String> notes = new ArrayList<>();
    addNoteOnId(row, notes);
    if (row.note() != null) {
      notes.add(row.note());
    }
    return rowReader.row(rows, row.line(), row.cells(), notes);
  }

  private void addNoteOnId(TableRows.TableRow row, List<String> notes) {
    String id = mapping.cell(PlaceField.ID, row.cells());
    if (id.isEmpty()) {
      return;
    }
    Long first =
        firstLineOfId.size() < idsRemembered
            ? firstLineOfId.putIfAbsent(id, row.line())
            : firstLineOfId.get(id);
    if (first != null) {
      notes.add("id %s is also on line %d".formatted(id, first));
    }
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
