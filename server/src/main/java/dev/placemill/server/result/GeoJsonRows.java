package dev.placemill.server.result;

import dev.placemill.place.Coordinates;
import dev.placemill.table.CellValue;
import dev.placemill.table.ResultTable;
import dev.placemill.table.ResultTable.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A FeatureCollection of RFC 7946. A feature's properties are the cells of the table of results,
/// those that are not empty; a place nobody can locate has no geometry.
final class GeoJsonRows implements RowWriter {
  /// A centimetre, and more than anybody knows of a place.
  private static final int DECIMALS = 7;

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final ResultTable table;
  private final JsonGenerator json;

  GeoJsonRows(OutputStream out, ResultTable table) {
    this.table = table;
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeStringProperty("type", "FeatureCollection");
    json.writeArrayPropertyStart("features");
  }

  @Override
  public void write(ResultRow row) {
    json.writeStartObject();
    json.writeStringProperty("type", "Feature");
    json.writeStringProperty("id", row.item().path("place_id").asString());
    writeGeometry(row.location());
    json.writeObjectPropertyStart("properties");
    List<String> cells = row.cells(table);
    for (int i = 0; i < cells.size(); i++) {
      writeProperty(table.columns().get(i), cells.get(i));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeGeometry(@Nullable Coordinates location) {
    if (location == null) {
      json.writeNullProperty("geometry");
      return;
    }
    json.writeObjectPropertyStart("geometry");
    json.writeStringProperty("type", "Point");
    json.writeArrayPropertyStart("coordinates");
    json.writeNumber(rounded(location.longitude()));
    json.writeNumber(rounded(location.latitude()));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static BigDecimal rounded(double degrees) {
    BigDecimal rounded = BigDecimal.valueOf(degrees).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }

  private void writeProperty(Column column, String cell) {
    switch (CellValue.of(column.kind(), cell)) {
      case null -> {}
      case Long number -> json.writeNumberProperty(column.name(), number);
      case Double number -> json.writeNumberProperty(column.name(), number);
      case Boolean flag -> json.writeBooleanProperty(column.name(), flag);
      case Object text -> json.writeStringProperty(column.name(), text.toString());
    }
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
