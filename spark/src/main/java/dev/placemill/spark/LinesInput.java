package dev.placemill.spark;

import dev.placemill.place.PlaceReader;
import dev.placemill.table.RowReader;
import dev.placemill.table.UnusableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lines of JSON Lines files as places: each as it would stand in `places` of a request, or a
/// flat object whose members are columns. A long file is read by many tasks.
final class LinesInput {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PLACE_ID = "place_id";
  private static final int MOST_BYTES = 64 * 1024;
  private static final int HEADERS_KEPT = 1_000;

  private final InputFile file;
  private final Map<String, String> byHand;
  private final Map<List<String>, RowReader> readers = new HashMap<>();

  private LinesInput(InputFile file, Map<String, String> byHand) {
    this.file = file;
    this.byHand = byHand;
  }

  static List<JavaRDD<ListedPlace>> read(
      JavaSparkContext spark, List<InputFile> files, Map<String, String> byHand) {
    return files.stream().map(file -> read(spark, file, byHand)).toList();
  }

  private static JavaRDD<ListedPlace> read(
      JavaSparkContext spark, InputFile file, Map<String, String> byHand) {
    var lines =
        (JavaNewHadoopRDD<LongWritable, Text>)
            spark.newAPIHadoopFile(
                escaped(file.path()),
                TextInputFormat.class,
                LongWritable.class,
                Text.class,
                spark.hadoopConfiguration());
    return lines.mapPartitionsWithInputSplit(
        (split, records) -> {
          var input = new LinesInput(file, byHand);
          boolean isFront = split instanceof FileSplit some && some.getStart() == 0;
          return input.places(records, isFront);
        },
        true);
  }

  /// Hadoop takes paths for patterns and for lists.
  private static String escaped(String path) {
    return path.replaceAll("([\\\\,*?\\[\\]{}])", "\\\\$1");
  }

  private Iterator<ListedPlace> places(
      Iterator<Tuple2<LongWritable, Text>> records, boolean isFront) {
    return new Iterator<>() {
      private @Nullable ListedPlace upcoming;

      @Override
      public boolean hasNext() {
        while (upcoming == null && hasMore(records)) {
          Tuple2<LongWritable, Text> one = records.next();
          String line = one._2().toString();
          String text = isFront && line.startsWith("\uFEFF") ? line.substring(1) : line;
          upcoming = text.isBlank() ? null : place(one._1().get(), text);
        }
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

  /// What is packed may turn out to be cut short.
  private boolean hasMore(Iterator<Tuple2<LongWritable, Text>> records) {
    try {
      return records.hasNext();
    } catch (Exception e) {
      throw new IllegalStateException(
          "%s cannot be read; it is damaged or cut short (%s)"
              .formatted(file.path(), e.getMessage()));
    }
  }

  /// @param offset of the line in the file: where lines are read from many places, nobody counts
  ///   them
  private ListedPlace place(long offset, String text) {
    String name = file.name(offset);
    String where = "at byte " + name;
    if (text.length() > MOST_BYTES) {
      return ListedPlace.unreadable(
          file, offset, where, name, "too_large", "a place takes at most 64 kB of JSON");
    }
    try {
      JsonNode line = JSON.readTree(text);
      if (!line.isObject()) {
        return ListedPlace.unreadable(
            file, offset, where, name, "not_an_object", "a place must be a JSON object");
      }
      return line.path("inputs").isObject()
          ? ofApi(offset, where, name, line)
          : flat(offset, where, name, line);
    } catch (JacksonException _) {
      return ListedPlace.unreadable(
          file, offset, where, name, "not_json", "the line is not one JSON object");
    }
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
