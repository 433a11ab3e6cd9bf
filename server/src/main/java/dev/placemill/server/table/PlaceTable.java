package dev.placemill.server.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places of a CSV file, row by row; only one row is held at a time.
public final class PlaceTable implements Iterator<PlaceRow>, Closeable {
  /// Beyond so many rows, repeated ids are no longer noticed: memory stays bounded.
  private static final int IDS_REMEMBERED = 1_000_000;

  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final ColumnMapping mapping;
  private final RowReader rowReader;
  private final Map<String, Long> firstLineOfId = new HashMap<>();
  private @Nullable CsvRecord unreadFirst;
  private long rows;

  private PlaceTable(CsvFile file, CsvReader<CsvRecord> reader, Map<String, String> byHand) {
    this.reader = reader;
    this.records = reader.iterator();
    CsvRecord first = records.next();
    this.unreadFirst = file.hasHeader() ? null : first;
    this.header = file.header(first.getFields());
    this.mapping = ColumnMapping.of(header, byHand);
    mapping.requireUsable();
    this.rowReader = new RowReader(header, mapping);
  }

  /// Begins to read the file.
  ///
  /// @param byHand which column to read as which field, where the header does not tell; a blank one
  ///   keeps the field from being read from any
  /// @throws UnusableList when its columns cannot describe places
  public static PlaceTable open(CsvFile file, Map<String, String> byHand) {
    try {
      return new PlaceTable(file, file.records(), byHand);
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

  @Override
  public boolean hasNext() {
    return unreadFirst != null || records.hasNext();
  }

  @Override
  public PlaceRow next() {
    CsvRecord csvRecord = unreadFirst == null ? records.next() : unreadFirst;
    unreadFirst = null;
    rows++;
    return rowReader.row(
        rows, csvRecord.getStartingLineNumber(), csvRecord.getFields(), noteOnId(csvRecord));
  }

  private @Nullable String noteOnId(CsvRecord csvRecord) {
    String id = mapping.cell(PlaceField.ID, csvRecord.getFields());
    if (id.isEmpty()) {
      return null;
    }
    Long first =
        firstLineOfId.size() < IDS_REMEMBERED
            ? firstLineOfId.putIfAbsent(id, csvRecord.getStartingLineNumber())
            : firstLineOfId.get(id);
    return first == null ? null : "id %s is also on line %d".formatted(id, first);
  }

  @Override
  public void close() throws IOException {
    records.close();
    reader.close();
  }
}
