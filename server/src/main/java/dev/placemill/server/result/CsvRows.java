package dev.placemill.server.result;

import dev.placemill.table.CsvDialect;
import dev.placemill.table.CsvTable;
import dev.placemill.table.ResultTable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The table of results as CSV, with a header.
final class CsvRows implements RowWriter {
  private final CsvTable csv;
  private final ResultTable table;

  CsvRows(OutputStream out, CsvDialect dialect, ResultTable table) throws IOException {
    this.csv = new CsvTable(out, dialect);
    this.table = table;
    csv.write(table.names());
  }

  @Override
  public void write(ResultRow row) {
    csv.write(row.cells(table));
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    csv.flush();
  }
}
