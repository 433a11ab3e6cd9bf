package dev.placemill.spark;

import dev.placemill.table.CsvFile;
import dev.placemill.table.PlaceTable;
import dev.placemill.table.UnusableList;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was found when a file was looked into, before any work begins.
///
/// @param file with what is in it
/// @param refusal why it is no list of places, in a sentence that names it; null when it is one
record Inspection(InputFile file, @Nullable String refusal) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BEGINNING = 1 << 16;
  private static final String GEOMETRY = "geometry";

  /// @param columns which column to read as which field
  static Inspection of(InputFile file, Map<String, String> columns, Configuration hadoop) {
    try {
      return switch (file.kind()) {
        case CSV -> new Inspection(csv(file, columns, hadoop), null);
        case JSON_LINES -> lines(file, hadoop);
        case PARQUET -> new Inspection(parquet(file, columns, hadoop), null);
      };
    } catch (UnusableList e) {
      String why = String.valueOf(e.getMessage());
      return new Inspection(file, why.contains(file.fileName()) ? why : file.path() + ": " + why);
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Inspection(
          file,
          "%s cannot be read; it is damaged or cut short (%s).".formatted(file.path(), reason));
    }
  }

  private static InputFile csv(InputFile file, Map<String, String> columns, Configuration hadoop)
      throws IOException {
    CsvFile csv = CsvFile.inspect(HadoopFiles.source(file, hadoop), null, true);
    PlaceTable.openLong(csv, columns).close();
    return file.with(
        new InputFile.CsvForm(
            csv.sha256(), csv.charset().name(), csv.delimiter(), csv.separatorLine(), csv.rows()));
  }

  /// A line that is no JSON is a bad row; a file without text is no list.
  private static Inspection lines(InputFile file, Configuration hadoop) throws IOException {
    try (InputStream bytes = HadoopFiles.open(file.path(), hadoop)) {
      for (byte one : bytes.readNBytes(BEGINNING)) {
        if (one == 0) {
          return new Inspection(
              file, "%s is not text; lines of JSON were expected.".formatted(file.path()));
        }
      }
    }
    return new Inspection(file, null);
  }

  private static InputFile parquet(
      InputFile file, Map<String, String> columns, Configuration hadoop) throws IOException {
    try (var reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      ParquetMetadata footer = reader.getFooter();
      FileMetaData meta = footer.getFileMetaData();
      List<String> names = meta.getSchema().getFields().stream().map(Type::getName).toList();
      InputFile known =
          file.with(
              new InputFile.ParquetForm(
                  meta.getSchema().toString(),
                  names,
                  geometry(names, meta.getKeyValueMetaData().get("geo")),
                  footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum()));
      ParquetLayout.of(known).requireUsable(columns);
      return known;
    }
  }

  /// The column that the metadata of GeoParquet names, or one that everybody takes for it.
  private static @Nullable String geometry(List<String> columns, @Nullable String geo) {
    if (geo != null) {
      try {
        JsonNode primary = JsonMapper.shared().readTree(geo).path("primary_column");
        if (columns.contains(primary.asString(""))) {
          return primary.asString();
        }
      } catch (JacksonException _) {
        // Metadata of nobody's; the name of the column tells as much.
      }
    }
    return columns.contains(GEOMETRY) ? GEOMETRY : null;
  }
}
