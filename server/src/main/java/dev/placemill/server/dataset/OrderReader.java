package dev.placemill.server.dataset;

import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.SmallBody;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what is to be imported from the query beside a file, or from a JSON document that names
/// one.
final class OrderReader {
  private static final String FILE = "file";
  private static final String PATH = "path";
  private static final String DATASET = "dataset";
  private static final String COLUMN = "column";
  private static final int LONGEST_TEXT = 200;

  /// Short enough for the directory of its index, whatever letters it has.
  private static final Pattern DATASET_NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}\\p{M} ._-]{0,49}");

  private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

  private final Function<String, @Nullable String> said;
  private final BiConsumer<String, String> wrong;

  /// @param said what stands in a field, or null
  /// @param wrong is told of a field what it must be
  private OrderReader(Function<String, @Nullable String> said, BiConsumer<String, String> wrong) {
    this.said = said;
    this.wrong = wrong;
  }

  /// Of a file that is the body.
  static ImportOrder ofQuery(Request request) {
    BiConsumer<String, String> wrong =
        (field, must) -> {
          throw new ApiException(ErrorCode.INVALID_PARAMETER, "%s %s.".formatted(field, must));
        };
    return new OrderReader(name -> request.findQuery(name).orElse(null), wrong)
        .order(FILE, request.queries(COLUMN));
  }

  /// Of a file that is on this server.
  static ImportOrder ofJson(byte[] body) {
    var faults = new Faults();
    JsonNode json = SmallBody.object(body);
    BiConsumer<String, String> wrong = (field, must) -> faults.add("#/" + field, must);
    Function<String, @Nullable String> text =
        name -> {
          JsonNode value = json.path(name);
          if (SmallBody.isAbsent(value)) {
            return null;
          }
          if (!value.isString()) {
            wrong.accept(name, "must be a text");
            return null;
          }
          return value.asString();
        };
    ImportOrder order = new OrderReader(text, wrong).order(PATH, columns(json, wrong));
    faults.refuse();
    return order;
  }

  private static List<String> columns(JsonNode json, BiConsumer<String, String> wrong) {
    List<String> columns = new ArrayList<>();
    JsonNode list = json.path(COLUMN);
    if (!SmallBody.isAbsent(list) && !list.isArray()) {
      wrong.accept(COLUMN, "must be an array of texts such as \"name=Shop\"");
    }
    for (JsonNode one : list.values()) {
      if (one.isString()) {
        columns.add(one.asString());
      } else {
        wrong.accept(COLUMN + "/" + columns.size(), "must be a text such as \"name=Shop\"");
      }
    }
    return columns;
  }

  /// @param source the field that has the name of the file, or its path
  private ImportOrder order(String source, List<String> columns) {
    String given = said.apply(source);
    String file = given == null ? "" : lastPart(given);
    if (file.isEmpty() || file.length() > LONGEST_TEXT) {
      wrong.accept(
          source,
          source.equals(FILE)
              ? "must be the name of the file, such as file=monaco.osm.pbf"
              : "must be the path of a file below the directory of "
                  + DatasetConfig.IMPORT_DIRECTORY);
    }
    return new ImportOrder(
        source.equals(PATH) ? given : null,
        file,
        dataset(file),
        text("dataset_version"),
        text("licence"),
        date(),
        byHand(columns));
  }

  /// Of a path of any system, without what nobody sees.
  private static String lastPart(String path) {
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return INVISIBLE.matcher(last).replaceAll("").strip();
  }

  private String dataset(String file) {
    String given = said.apply(DATASET);
    String name =
        given == null || given.isBlank() ? ReferenceImport.datasetName(file) : given.strip();
    if (!DATASET_NAME.matcher(name).matches()) {
      refuse(
          name,
          "must be 1 to 50 letters, digits, blanks, dots, hyphens or underscores, and begin with a"
              + " letter or digit");
    } else if (ImportRequest.isOfOtherOrigin(name)) {
      refuse(
          name,
          "must be another, since evidence of another origin is called so, and the dataset would be"
              + " trusted like it");
    } else if (!canBeADirectory(name)) {
      refuse(name, "must be of letters that this server's file system can write, such as a to z");
    }
    return name;
  }

  private void refuse(String name, String must) {
    wrong.accept(DATASET, "%s; it was \"%s\"".formatted(must, name));
  }

  private static boolean canBeADirectory(String name) {
    try {
      return Path.of(name).getNameCount() > 0;
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private @Nullable String text(String field) {
    String text = said.apply(field);
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() > LONGEST_TEXT || INVISIBLE.matcher(text).find()) {
      wrong.accept(field, "must be one line of at most %,d characters".formatted(LONGEST_TEXT));
    }
    return text.strip();
  }

  private @Nullable LocalDate date() {
    String text = said.apply("date");
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException _) {
      wrong.accept("date", "must be a day such as 2026-11-01, was \"%s\"".formatted(text));
      return null;
    }
  }

  private Map<String, String> byHand(List<String> columns) {
    Map<String, String> byHand = new LinkedHashMap<>();
    for (String column : columns) {
      String[] fieldAndColumn = column.split("=", 2);
      if (fieldAndColumn.length == 2) {
        byHand.put(fieldAndColumn[0].strip(), fieldAndColumn[1]);
      } else {
        wrong.accept(
            COLUMN, "must be FIELD=COLUMN, such as name=Shop, was \"%s\"".formatted(column));
      }
    }
    return byHand;
  }
}
