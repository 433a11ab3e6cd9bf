package dev.placemill.bench.bulk;

import dev.placemill.place.PlaceReader;
import dev.placemill.table.GeoParquetTable;
import dev.placemill.table.ResultTable.Column;
import dev.placemill.table.ResultTable.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A list as one file of GeoParquet, with a column for each thing that is said of a place.
final class ParquetList {
  private static final List<Column> COLUMNS =
      Stream.concat(
              Stream.of("latitude", "longitude").map(name -> new Column(name, Kind.DECIMAL)),
              Stream.of(
                      "name",
                      "street",
                      "house",
                      "city",
                      "postal_code",
                      "country",
                      "category",
                      "phone",
                      "website",
                      "email",
                      "brand",
                      "opening_hours")
                  .map(name -> new Column(name, Kind.TEXT)))
          .toList();

  private ParquetList() {}

  static void write(MessyList list, Path file) throws IOException {
    List<Column> columns = new ArrayList<>(COLUMNS);
    columns.addFirst(new Column("place_id", Kind.TEXT));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      var table = new GeoParquetTable(out, columns);
      for (int number = 0; number < list.rows(); number++) {
        JsonNode place = list.place(number);
        JsonNode inputs = place.path("inputs");
        List<String> cells = new ArrayList<>();
        cells.add(place.path("place_id").asString());
        COLUMNS.forEach(column -> cells.add(inputs.path(column.name()).asString("")));
        table.write(cells, PlaceReader.location(inputs));
      }
      table.end();
    }
  }
}
