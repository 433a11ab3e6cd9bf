package dev.placemill.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.place.PlaceReader;
import dev.placemill.table.RowReader;
import dev.placemill.table.UnusableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lines of JSON Lines files as places: each as it would stand in `places` of a request, or a
/// flat object whose members are columns. A long file is read by many tasks.
final class LinesInput {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PLACE_ID = "place_id";
  private static final String NOT_JSON = "not_json";
  private static final int HEADERS_KEPT = 1_000;

  private final InputFile file;
  private final Map<String, String> byHand;
  private final Map<List<String>, RowReader> readers = new HashMap<>();

  private LinesInput(InputFile file, Map<String, String> byHand) {
    this.file = file;
    this.byHand = byHand;
  }

  static JavaRDD<ListedPlace> read(
      JavaSparkContext spark,
      List<InputFile> files,
      Map<String, String> byHand,
      SerializableConfiguration hadoop) {
    List<LinePiece> pieces = LinePiece.of(files, hadoop.value());
    return spark
        .parallelize(pieces, LinePiece.tasks(pieces, 4 * spark.defaultParallelism()))
        .flatMap(piece -> new LinesInput(piece.file(), byHand).places(piece, hadoop.value()));
  }

  private Iterator<ListedPlace> places(LinePiece piece, Configuration hadoop) throws IOException {
    LineReader lines = LineReader.of(piece, hadoop);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) _ -> close(lines));
    return new Iterator<>() {
      private @Nullable ListedPlace upcoming;

      @Override
      public boolean hasNext() {
        upcoming = upcoming == null ? nextPlace(lines) : upcoming;
        return upcoming != null;
      }

      @Override
      public ListedPlace next() {
        if (!hasNext() || upcoming == null) {
          throw new NoSuchElementException();
        }
        ListedPlace place = upcoming;
        upcoming = null;
        return place;
      }
    };
  }

  private static void close(LineReader lines) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// That of the next line that is not blank, or null when there is none.
  private @Nullable ListedPlace nextPlace(LineReader lines) {
    try {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        ListedPlace place = place(line);
        if (place != null) {
          return place;
        }
      }
      return null;
    } catch (IOException e) {
      // What is packed may turn out to be cut short.
      throw new IllegalStateException(
          "%s cannot be read; it is damaged or cut short (%s)"
              .formatted(file.path(), e.getMessage()));
    }
  }

  /// The place of a line, which is known by its offset: where lines are read from many places,
  /// nobody counts them.
  private @Nullable ListedPlace place(LineReader.Line line) {
    long offset = line.offset();
    String name = file.name(offset);
    String where = "at byte " + name;
    if (line.isTooLong()) {
      return ListedPlace.unreadable(
          file, offset, where, name, ListedPlace.TOO_LARGE, "a place takes at most 64 kB of JSON");
    }
    try {
      String text = text(line);
      return text.isBlank() ? null : place(offset, where, name, text);
    } catch (CharacterCodingException _) {
      return ListedPlace.unreadable(
          file, offset, where, name, NOT_JSON, "the line is not text in UTF-8");
    } catch (JacksonException _) {
      return ListedPlace.unreadable(
          file, offset, where, name, NOT_JSON, "the line is not one JSON object");
    }
  }

  private static String text(LineReader.Line line) throws CharacterCodingException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
    return line.offset() == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private ListedPlace place(long offset, String where, String name, String text) {
    JsonNode line = JSON.readTree(text);
    if (!line.isObject()) {
      return ListedPlace.unreadable(
          file, offset, where, name, "not_an_object", "a place must be a JSON object");
    }
    return line.path("inputs").isObject()
        ? ofApi(offset, where, name, line)
        : flat(offset, where, name, line);
  }

  private ListedPlace ofApi(long offset, String where, String name, JsonNode line) {
    JsonNode inputs = line.path("inputs");
    String id = line.path(PLACE_ID).asString("");
    String placeId = id.isBlank() ? name : id;
    List<PlaceReader.TypeFault> faults = PlaceReader.typeFaults(inputs);
    if (!faults.isEmpty()) {
      PlaceReader.TypeFault first = faults.getFirst();
      return ListedPlace.unreadable(
          file,
          offset,
          where,
          placeId,
          "wrong_type",
          "/inputs%s %s".formatted(first.pointer(), first.detail()));
    }
    return new ListedPlace(file.number(), offset, where, placeId, inputs, null, false);
  }

  private ListedPlace flat(long offset, String where, String name, JsonNode line) {
    List<String> header = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    line.forEachEntry((column, value) -> {
      if (value.isValueNode()) {
        header.add(column);
        cells.add(value.isNull() ? "" : value.asString());
      }
    });
    try {
      RowReader reader = readers.get(header);
      if (reader == null) {
        reader = RowReader.of(header, byHandAmong(header));
        if (readers.size() < HEADERS_KEPT) {
          readers.put(header, reader);
        }
      }
      ListedPlace place = ListedPlace.of(file, offset, reader.row(offset, offset, cells));
      return new ListedPlace(
          place.file(),
          offset,
          where,
          place.placeId(),
          place.inputs(),
          place.fault(),
          place.isNoted());
    } catch (UnusableList e) {
      return ListedPlace.unreadable(
          file, offset, where, name, "missing_inputs", String.valueOf(e.getMessage()));
    }
  }

  /// A line need not have every member that others have.
  private Map<String, String> byHandAmong(List<String> header) {
    Map<String, String> there = new HashMap<>();
    byHand.forEach((field, column) -> {
      if (column.isBlank() || header.contains(column)) {
        there.put(field, column);
      }
    });
    return there;
  }
}
