package dev.placemill.table;

import dev.placemill.parquet.ParquetColumn;
import dev.placemill.parquet.ParquetWriter;
import dev.placemill.place.Coordinates;
import dev.placemill.table.ResultTable.Column;
import dev.placemill.table.ResultTable.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The table of results as GeoParquet 1.1: its columns with their types, and where each place is.
public final class GeoParquetTable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String GEOMETRY = "geometry";
  private static final byte LITTLE_ENDIAN = 1;
  private static final int POINT = 1;
  private static final int BYTES_OF_POINT = 1 + Integer.BYTES + 2 * Double.BYTES;

  private final List<Column> columns;
  private final ParquetWriter parquet;
  private final Extent extent = new Extent();

  /// Begins the file.
  ///
  /// @param out stays open
  /// @param columns all but that of the geometry, which comes last
  public GeoParquetTable(OutputStream out, List<Column> columns) throws IOException {
    this.columns = List.copyOf(columns);
    List<ParquetColumn> written = new ArrayList<>();
    columns.forEach(column -> written.add(parquetColumn(column)));
    written.add(new ParquetColumn(GEOMETRY, ParquetColumn.Type.BYTES));
    this.parquet = new ParquetWriter(out, written);
  }

  private static ParquetColumn parquetColumn(Column column) {
    return new ParquetColumn(
        column.name(),
        switch (column.kind()) {
          case TEXT -> ParquetColumn.Type.TEXT;
          case WHOLE_NUMBER -> ParquetColumn.Type.WHOLE_NUMBER;
          case DECIMAL -> ParquetColumn.Type.DECIMAL;
          case FLAG -> ParquetColumn.Type.FLAG;
        });
  }

  /// Adds a row.
  ///
  /// @param cells one for each column
  /// @param location where the place is; null when nobody knows
  public void write(List<String> cells, @Nullable Coordinates location) throws IOException {
    List<@Nullable Object> values = new ArrayList<>(cells.size() + 1);
    for (int i = 0; i < cells.size(); i++) {
      values.add(value(columns.get(i).kind(), cells.get(i)));
    }
    values.add(location == null ? null : wellKnownBinary(location));
    extent.add(location);
    parquet.write(values);
  }

  /// A number that the client sent as something else is missing here.
  private static @Nullable Object value(Kind kind, String cell) {
    Object value = CellValue.of(kind, cell);
    return kind == Kind.DECIMAL && !(value instanceof Double) ? null : value;
  }

  private static byte[] wellKnownBinary(Coordinates point) {
    return ByteBuffer.allocate(BYTES_OF_POINT)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(LITTLE_ENDIAN)
        .putInt(POINT)
        .putDouble(point.longitude())
        .putDouble(point.latitude())
        .array();
  }

  /// Completes the file.
  public void end() throws IOException {
    parquet.end(Map.of("geo", metadata()));
  }

  private String metadata() {
    ObjectNode geo =
        JSON.createObjectNode().put("version", "1.1.0").put("primary_column", GEOMETRY);
    ObjectNode geometry = geo.putObject("columns").putObject(GEOMETRY).put("encoding", "WKB");
    geometry.putArray("geometry_types").add("Point");
    if (extent.any) {
      geometry
          .putArray("bbox")
          .add(extent.west)
          .add(extent.south)
          .add(extent.east)
          .add(extent.north);
    }
    return geo.toString();
  }

  /// The smallest box around all places.
  private static final class Extent {
    private boolean any;
    private double west = Double.POSITIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    private void add(@Nullable Coordinates point) {
      if (point != null) {
        any = true;
        west = Math.min(west, point.longitude());
        east = Math.max(east, point.longitude());
        south = Math.min(south, point.latitude());
        north = Math.max(north, point.latitude());
      }
    }
  }
}
