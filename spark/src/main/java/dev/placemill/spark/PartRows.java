package dev.placemill.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.attribute.Attribute;
import dev.placemill.table.CsvDialect;
import dev.placemill.table.CsvTable;
import dev.placemill.table.GeoParquetTable;
import dev.placemill.table.ResultTable;
import dev.placemill.table.ResultTable.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Writes the rows of a part in one of the forms in which the API gives results.
interface PartRows {
  /// Adds a row.
  ///
  /// @param inputs what the row said of its place
  /// @param item what became of it, as the API shows it
  /// @param bytes the same as it is written
  void write(JsonNode inputs, JsonNode item, byte[] bytes) throws IOException;

  /// Completes the part.
  void end() throws IOException;

  static PartRows of(OutputFormat format, Set<Attribute> attributes, OutputStream out)
      throws IOException {
    ResultTable table = ResultTable.of(attributes, false);
    return switch (format) {
      case PARQUET -> new Parquet(table, out);
      case CSV -> new Csv(table, out);
      case JSONL -> new Lines(out);
    };
  }

  /// The table of results with the whole item behind it, as JSON.
  final class Parquet implements PartRows {
    private static final Column ITEM = new Column("item", ResultTable.Kind.TEXT);

    private final ResultTable table;
    private final GeoParquetTable parquet;

    Parquet(ResultTable table, OutputStream out) throws IOException {
      this.table = table;
      List<Column> columns = new ArrayList<>(table.columns());
      columns.add(ITEM);
      this.parquet = new GeoParquetTable(out, columns);
    }

    @Override
    public void write(JsonNode inputs, JsonNode item, byte[] bytes) throws IOException {
      List<String> cells = table.cells(inputs, item, Map.of());
      cells.add(new String(bytes, UTF_8));
      parquet.write(cells, ResultTable.location(inputs, item));
    }

    @Override
    public void end() throws IOException {
      parquet.end();
    }
  }

  /// The table of results.
  final class Csv implements PartRows {
    private final ResultTable table;
    private final CsvTable csv;

    Csv(ResultTable table, OutputStream out) throws IOException {
      this.table = table;
      this.csv = new CsvTable(out, CsvDialect.RFC4180);
      csv.write(table.names());
    }

    @Override
    public void write(JsonNode inputs, JsonNode item, byte[] bytes) {
      csv.write(table.cells(inputs, item, Map.of()));
    }

    @Override
    public void end() throws IOException {
      csv.flush();
    }
  }

  /// One item a line.
  record Lines(OutputStream out) implements PartRows {
    @Override
    public void write(JsonNode inputs, JsonNode item, byte[] bytes) throws IOException {
      out.write(bytes);
      out.write('\n');
    }

    @Override
    public void end() {}
  }
}
