package dev.placemill.server.result;

import dev.placemill.table.GeoParquetTable;
import dev.placemill.table.ResultTable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The table of results as GeoParquet.
final class GeoParquetRows implements RowWriter {
  private final ResultTable table;
  private final GeoParquetTable parquet;

  GeoParquetRows(OutputStream out, ResultTable table) throws IOException {
    this.table = table;
    this.parquet = new GeoParquetTable(out, table.columns());
  }

  @Override
  public void write(ResultRow row) throws IOException {
    parquet.write(row.cells(table), row.location());
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    parquet.end();
  }
}
