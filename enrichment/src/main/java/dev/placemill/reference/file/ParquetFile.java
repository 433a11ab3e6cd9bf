package dev.placemill.reference.file;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.StructAccessor;
import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Parquet file of Overture's or Foursquare's places, told by its columns.
final class ParquetFile implements PlaceFile {
  private static final int ROWS_BETWEEN_REPORTS = 1_000;
  private static final int DAY_LETTERS = 10;

  /// Both publishers put the release into the path, as `release/2026-09-24.0/` and
  /// `dt=2026-09-09/`.
  private static final Pattern RELEASE =
      Pattern.compile("(?:^|[/\\\\=_-])(\\d{4}-\\d\\d-\\d\\d(?:\\.\\d{1,2})?)(?=$|[/\\\\._-])");

  private final Path path;
  private final CategoryTaxonomy taxonomy;
  private final boolean foursquare;

  private ParquetFile(Path path, CategoryTaxonomy taxonomy, boolean foursquare) {
    this.path = path;
    this.taxonomy = taxonomy;
    this.foursquare = foursquare;
  }

  /// @throws UnreadableFile if it is damaged, or holds something other than places
  static ParquetFile open(Path path, CategoryTaxonomy taxonomy) {
    Set<String> columns = new LinkedHashSet<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(path))) {
      reader.getFileSchema().getRootNode().children().forEach(column -> columns.add(column.name()));
    } catch (IOException | RuntimeException e) {
      throw damaged(path, e);
    }
    Publisher publisher =
        Publisher.findByColumns(columns)
            .orElseThrow(() ->
                new UnreadableFile(
                    path,
                    "is Parquet, but neither Overture's nor Foursquare's places; its columns are "
                        + String.join(", ", columns)));
    return new ParquetFile(path, taxonomy, publisher == Publisher.FOURSQUARE);
  }

  @Override
  public FileFacts facts() {
    String version = null;
    Matcher releases = RELEASE.matcher(path.toAbsolutePath().toString());
    while (releases.find()) {
      version = releases.group(1);
    }
    LocalDate date = version == null ? null : Fields.day(version, DAY_LETTERS);
    return foursquare
        ? new FileFacts(FoursquareRecords.FORMAT, version, FoursquareRecords.LICENCE, date)
        : new FileFacts(OvertureRecords.FORMAT, version, OvertureRecords.LICENCE, date);
  }

  @Override
  public long bytes() {
    return path.toFile().length();
  }

  @Override
  public void read(String dataset, PlaceSink sink) {
    var overtureRecords = new OvertureRecords(dataset, taxonomy);
    var foursquareRecords = new FoursquareRecords(dataset, taxonomy);
    Rows rows = open();
    try (rows) {
      for (long number = 0; rows.next(); number++) {
        if (number % ROWS_BETWEEN_REPORTS == 0) {
          sink.progress((double) number / Math.max(1, rows.count()));
        }
        Fields row = rows.row();
        if (foursquare) {
          foursquareRecords.read(row, sink);
        } else {
          overtureRecords.read(row, null, position(row), sink);
        }
      }
    }
    sink.progress(1);
  }

  /// Of its geometry, else the middle of its box.
  private static @Nullable Position position(Fields row) {
    byte[] wkb = row.bytes("geometry");
    if (wkb != null) {
      return Position.ofWkb(wkb);
    }
    Fields box = row.object("bbox");
    Double west = box.number("xmin");
    Double east = box.number("xmax");
    Double south = box.number("ymin");
    Double north = box.number("ymax");
    return west == null || east == null || south == null || north == null
        ? null
        : new Position((south + north) / 2, (west + east) / 2);
  }

  private Rows open() {
    try {
      return new Rows(path);
    } catch (IOException | RuntimeException e) {
      throw damaged(path, e);
    }
  }

  private static UnreadableFile damaged(Path path, Exception e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new UnreadableFile(
        path,
        "is no Parquet file, or is damaged or cut short (%s); is the download complete?"
            .formatted(reason.lines().findFirst().orElse("")),
        e);
  }

  /// The rows of the file as trees, one at a time. The library reads a few pages ahead. What a
  /// damaged file makes it throw is told apart from what the taker of a row throws.
  private static final class Rows implements AutoCloseable {
    private final Path path;
    private final HardwoodContext context;
    private final ParquetFileReader file;
    private final RowReader rows;

    Rows(Path path) throws IOException {
      this.path = path;
      context = HardwoodContext.create(1);
      file = ParquetFileReader.open(InputFile.of(path), context);
      // All columns: choosing some by name also chooses nested ones of the same name, and drops
      // `confidence` for that of the sources.
      rows = file.rowReader();
    }

    long count() {
      return file.getFileMetaData().numRows();
    }

    boolean next() {
      try {
        if (!rows.hasNext()) {
          return false;
        }
        rows.next();
        return true;
      } catch (RuntimeException e) {
        throw damaged(path, e);
      }
    }

    Fields row() {
      try {
        return new Fields(struct(rows));
      } catch (RuntimeException e) {
        throw damaged(path, e);
      }
    }

    private static Map<String, Object> struct(StructAccessor struct) {
      Map<String, Object> values = new HashMap<>();
      for (int i = 0; i < struct.getFieldCount(); i++) {
        if (!struct.isNull(i)) {
          values.put(struct.getFieldName(i), plain(struct.getValue(i)));
        }
      }
      return values;
    }

    private static Object plain(Object value) {
      return switch (value) {
        case PqStruct struct -> struct(struct);
        case PqList list ->
            list.values().stream().filter(Objects::nonNull).map(Rows::plain).toList();
        case PqMap map -> {
          Map<String, Object> values = new HashMap<>();
          for (PqMap.Entry entry : map.getEntries()) {
            if (!entry.isValueNull()) {
              values.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
            }
          }
          yield values;
        }
        default -> value;
      };
    }

    @Override
    public void close() {
      try (context;
          file) {
        rows.close();
      } catch (IOException e) {
        throw damaged(path, e);
      }
    }
  }
}
