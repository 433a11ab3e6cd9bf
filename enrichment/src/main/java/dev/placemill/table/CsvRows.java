package dev.placemill.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV list.
final class CsvRows implements TableRows {
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private @Nullable CsvRecord unreadFirst;

  CsvRows(CsvFile file) throws IOException {
    this.reader = file.records();
    this.records = reader.iterator();
    CsvRecord first = records.next();
    this.unreadFirst = file.hasHeader() ? null : first;
    this.header = file.header(first.getFields());
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return unreadFirst != null || records.hasNext();
  }

  @Override
  public TableRow next() {
    CsvRecord row = unreadFirst == null ? records.next() : unreadFirst;
    unreadFirst = null;
    return new TableRow(row.getStartingLineNumber(), row.getFields(), null);
  }

  @Override
  public void close() throws IOException {
    records.close();
    reader.close();
  }
}
