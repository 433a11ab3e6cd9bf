package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// GeoJSON: one collection of features, or one feature a line. The file is read token by token and
/// no more than one feature is held.
final class GeoJsonFile implements PlaceFile {

  /// Reads one value and leaves what follows it for later.
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int FEATURES_BETWEEN_REPORTS = 500;
  private static final int DAY_LETTERS = 10;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final CategoryTaxonomy taxonomy;

  GeoJsonFile(Path path, CategoryTaxonomy taxonomy) {
    this.path = path;
    this.taxonomy = taxonomy;
  }

  @Override
  public FileFacts facts() {
    Members members = new Members();
    try (CountedBytes bytes = open();
        JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readMembers(parser, members, _ -> false);
      }
    } catch (JacksonException | IOException e) {
      throw damaged(e);
    }
    Fields all = new Fields(members.values);
    Fields attributes = all.object("dataset_attributes");
    String licence = firstText(attributes, all, "license", "licence", "copyright");
    LocalDate date = all.day("timestamp");
    String version = firstText(attributes, all, "version", "timestamp", "date");
    return new FileFacts(
        GeoJsonRecords.FORMAT,
        version,
        licence,
        date == null && version != null ? Fields.day(version, DAY_LETTERS) : date);
  }

  private static @Nullable String firstText(Fields one, Fields other, String... keys) {
    for (String key : keys) {
      String text = one.text(key) != null ? one.text(key) : other.text(key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  @Override
  public long bytes() {
    return path.toFile().length();
  }

  @Override
  public void read(String dataset, PlaceSink sink) throws IOException {
    GeoJsonRecords records = new GeoJsonRecords(dataset, taxonomy);
    double total = Math.max(1, Files.size(path));
    long[] features = {0};
    try (CountedBytes bytes = open();
        JsonParser parser = JSON.createParser(bytes)) {
      Taker taker =
          feature -> {
            records.read(feature, sink);
            if (features[0]++ % FEATURES_BETWEEN_REPORTS == 0) {
              sink.progress(Math.min(1, bytes.count / total));
            }
            return true;
          };
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new UnreadableFile(path, "is JSON, but not GeoJSON");
        }
        Members members = new Members();
        readMembers(parser, members, taker);
        if ("Feature".equals(members.values.get("type"))) {
          taker.take(new Fields(members.values));
        }
      }
    } catch (JacksonException e) {
      throw damaged(e);
    }
    if (features[0] == 0) {
      throw new UnreadableFile(path, "holds no GeoJSON feature");
    }
    sink.progress(1);
  }

  /// What an object holds besides its features.
  private static final class Members {
    final Map<String, @Nullable Object> values = new HashMap<>();
  }

  /// Takes one feature; false ends the reading.
  private interface Taker {
    boolean take(Fields feature);
  }

  /// Reads the members of the object that the parser has entered.
  private static void readMembers(JsonParser parser, Members members, Taker features) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("features") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          if (!features.take(new Fields(JSON.readValue(parser, Map.class)))) {
            return;
          }
        }
      } else {
        members.values.put(name, JSON.readValue(parser, Object.class));
      }
    }
  }

  private UnreadableFile damaged(Exception e) {
    if (e instanceof UnexpectedEndOfInputException) {
      return new UnreadableFile(
          path, "ends in the middle of a feature; is the download complete?", e);
    }
    String where =
        e instanceof JacksonException json && json.getLocation() != null
            ? " in line %d".formatted(json.getLocation().getLineNr())
            : "";
    return new UnreadableFile(path, "cannot be read as JSON" + where, e);
  }

  private CountedBytes open() throws IOException {
    return new CountedBytes(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
  }

  /// Counts what passes, and takes the separators of text sequences, a control character before
  /// each feature, for the blanks they stand for.
  private static final class CountedBytes extends FilterInputStream {
    private static final byte RECORD_SEPARATOR = 0x1E;
    private long count;

    CountedBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next == RECORD_SEPARATOR ? ' ' : next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      for (int i = offset; i < offset + read; i++) {
        if (bytes[i] == RECORD_SEPARATOR) {
          bytes[i] = ' ';
        }
      }
      count += Math.max(0, read);
      return read;
    }
  }
}
