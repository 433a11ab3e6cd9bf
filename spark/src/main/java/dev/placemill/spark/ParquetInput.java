package dev.placemill.spark;

import static org.apache.spark.sql.functions.col;

import dev.placemill.reference.file.Position;
import dev.placemill.table.RowReader;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/// The rows of Parquet files as places.
///
/// @param header of the table they are read as
/// @param byHand which column to read as which field
/// @param hasGeometry whether a geometry comes behind the table's columns
/// @param files by their paths
record ParquetInput(
    List<String> header,
    Map<String, String> byHand,
    boolean hasGeometry,
    Map<String, InputFile> files)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final List<String> COORDINATES = List.of("latitude", "longitude");

  /// Those of one schema together.
  static List<JavaRDD<ListedPlace>> read(
      SparkSession spark, List<InputFile> files, Map<String, String> byHand) {
    Map<String, List<InputFile>> bySchema = new LinkedHashMap<>();
    for (InputFile file : files) {
      bySchema
          .computeIfAbsent(Objects.requireNonNull(file.parquet()).schema(), _ -> new ArrayList<>())
          .add(file);
    }
    return bySchema.values().stream().map(some -> readAlike(spark, some, byHand)).toList();
  }

  private static JavaRDD<ListedPlace> readAlike(
      SparkSession spark, List<InputFile> files, Map<String, String> byHand) {
    ParquetLayout layout = ParquetLayout.of(files.getFirst());
    Dataset<Row> rows =
        spark.read().parquet(files.stream().map(ParquetInput::escaped).toArray(String[]::new));
    Map<String, Column> selection = layout.selection(rows.schema());
    List<Column> columns = new ArrayList<>();
    selection.forEach((name, column) -> columns.add(column.as(name)));
    String geometry = layout.geometry();
    if (geometry != null) {
      columns.add(ParquetLayout.named(geometry));
    }
    columns.add(col("_metadata.file_path").as("placemill_file"));
    columns.add(col("_metadata.row_index").as("placemill_row"));
    Map<String, InputFile> byPath = new HashMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    var input =
        new ParquetInput(header(selection.keySet(), geometry), byHand, geometry != null, byPath);
    return rows.select(columns.toArray(Column[]::new)).toJavaRDD().mapPartitions(input::places);
  }

  /// Spark takes paths for patterns.
  private static String escaped(InputFile file) {
    return file.path().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
  }

  private static List<String> header(Iterable<String> columns, @Nullable String geometry) {
    List<String> header = new ArrayList<>();
    columns.forEach(header::add);
    if (geometry != null) {
      COORDINATES.stream().filter(name -> !header.contains(name)).forEach(header::add);
    }
    return header;
  }

  private Iterator<ListedPlace> places(Iterator<Row> rows) {
    RowReader reader = RowReader.of(header, byHand);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return rows.hasNext();
        } catch (Exception e) {
          throw new IllegalStateException(damage(e));
        }
      }

      @Override
      public ListedPlace next() {
        Row row = rows.next();
        long position = row.getLong(row.length() - 1);
        InputFile file = file(row.getString(row.length() - 2));
        return ListedPlace.of(file, position, reader.row(position + 1, position + 1, cells(row)));
      }
    };
  }

  /// A page may turn out to be damaged; Spark tells of which file.
  private String damage(Exception problem) {
    String said = String.valueOf(problem.getMessage());
    List<String> named =
        files.keySet().stream()
            .filter(path -> said.contains(new Path(path).toUri().getRawPath()))
            .toList();
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "%s cannot be read; it is damaged or cut short (%s)"
        .formatted(
            String.join(" or ", named.isEmpty() ? files.keySet() : named), cause.getMessage());
  }

  /// Spark names files as addresses, in which some letters are written otherwise.
  private InputFile file(String address) {
    String path = new Path(URI.create(address)).toString();
    return Objects.requireNonNull(files.get(path), path);
  }

  private List<String> cells(Row row) {
    int flat = row.length() - 2 - (hasGeometry ? 1 : 0);
    List<String> cells = new ArrayList<>(header.size());
    for (int i = 0; i < flat; i++) {
      cells.add(text(row.get(i)));
    }
    if (hasGeometry) {
      Position point = row.get(flat) instanceof byte[] wkb ? Position.ofWkb(wkb) : null;
      setUnlessThere(cells, COORDINATES.getFirst(), point == null ? null : point.latitude());
      setUnlessThere(cells, COORDINATES.getLast(), point == null ? null : point.longitude());
    }
    return cells;
  }

  private void setUnlessThere(List<String> cells, String column, @Nullable Double degrees) {
    int index = header.indexOf(column);
    if (index == cells.size()) {
      cells.add(text(degrees));
    } else if (cells.get(index).isEmpty()) {
      cells.set(index, text(degrees));
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number).toPlainString();
      case Float number when Float.isFinite(number) ->
          new BigDecimal(number.toString()).toPlainString();
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }
}
