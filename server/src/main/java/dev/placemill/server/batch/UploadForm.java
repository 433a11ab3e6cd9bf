package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// In what form a list of places is uploaded, as its `Content-Type` and the query say.
///
/// @param charset of CSV, or null to find out
/// @param hasHeader of a table: whether its first row names the columns
/// @param sheet of a workbook, or null for the first
/// @param columns of a table: which column to read as which field, where the header does not tell
record UploadForm(
    Kind kind,
    @Nullable Charset charset,
    boolean hasHeader,
    @Nullable String sheet,
    Map<String, String> columns) {
  /// What it is written in.
  enum Kind {
    CSV,
    WORKBOOK,
    FEATURES,
    /// A place a line, which has no columns.
    LINES
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          "text/csv", Kind.CSV,
          "application/csv", Kind.CSV,
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind.WORKBOOK,
          "application/geo+json", Kind.FEATURES,
          "application/x-ndjson", Kind.LINES,
          "application/ndjson", Kind.LINES,
          "application/jsonl", Kind.LINES);

  /// All that a batch can be made from, the usual one first.
  static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          "text/csv",
          "application/csv",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/geo+json");

  UploadForm {
    columns = Map.copyOf(columns);
  }

  /// Empty when the body is one JSON document.
  ///
  /// @throws ApiException with 415 for what is neither
  static Optional<UploadForm> find(Request request) {
    String header = request.findHeader("Content-Type").orElse(MEDIA_TYPES.getFirst());
    String[] parts = header.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    if (type.equals(MEDIA_TYPES.getFirst())) {
      return Optional.empty();
    }
    Kind kind = KINDS.get(type);
    if (kind == Kind.LINES) {
      return Optional.of(new UploadForm(kind, null, false, null, Map.of()));
    }
    if (kind == null) {
      throw new ApiException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "This takes %s; the header Content-Type says \"%s\"."
                  .formatted(String.join(", ", MEDIA_TYPES), type))
          .accepting(MEDIA_TYPES);
    }
    Map<String, String> parameters = parameters(parts);
    String said = parameters.getOrDefault("header", "present");
    if (!said.equals("present") && !said.equals("absent")) {
      throw invalid("header in Content-Type is \"present\" or \"absent\", was \"%s\"", said);
    }
    String charset = parameters.get("charset");
    return Optional.of(
        new UploadForm(
            kind,
            charset == null ? null : charset(charset),
            said.equals("present") || kind == Kind.FEATURES,
            request.findQuery("sheet").orElse(null),
            columns(request)));
  }

  private static Map<String, String> parameters(String[] parts) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] nameAndValue = parts[i].split("=", 2);
      if (nameAndValue.length == 2) {
        parameters.put(
            nameAndValue[0].strip().toLowerCase(Locale.ROOT),
            nameAndValue[1].strip().replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT));
      }
    }
    return parameters;
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException _) {
      throw invalid("charset \"%s\" is not known here; leave it out to have it found out", name);
    }
  }

  private static Map<String, String> columns(Request request) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String given : request.queries("column")) {
      String[] fieldAndColumn = given.split("=", 2);
      if (fieldAndColumn.length < 2) {
        throw invalid("column must be FIELD=COLUMN, such as column=name=Shop, was \"%s\"", given);
      }
      columns.put(fieldAndColumn[0].strip(), fieldAndColumn[1]);
    }
    return columns;
  }

  private static ApiException invalid(String sentence, String value) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, sentence.formatted(value) + ".");
  }

  /// All of it as one text, equal for equal forms.
  String described() {
    return "%s %s %s %s %s".formatted(kind, charset, hasHeader, sheet, new TreeMap<>(columns));
  }
}
