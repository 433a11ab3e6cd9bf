package dev.placemill.server.cli;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.table.PlaceRow;
import dev.placemill.table.ResultColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What became of a list, counted row by row.
final class EnrichmentReport {
  private static final int LINES_NAMED = 5;
  private static final Pattern LINE = Pattern.compile("^line \\d+: ");
  private static final Pattern OF_ONE_ROW = Pattern.compile("\"[^\"]*\"|-?\\d+(?:\\.\\d+)?");

  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final Map<Attribute, Fill> fills = new EnumMap<>(Attribute.class);
  private long rows;
  private long failed;
  private long noted;

  /// Rows that failed for one reason.
  static final class Failure {
    final String code;
    final String example;
    final List<Long> firstLines = new ArrayList<>();
    long count;

    private Failure(String code, String example) {
      this.code = code;
      this.example = example;
    }
  }

  /// How often an attribute has a value, and how often it is one nobody vouches for.
  static final class Fill {
    final Map<String, Long> byStatus = new TreeMap<>();
    long values;
    long guesses;
  }

  /// @param cells of our columns
  void add(PlaceRow row, List<String> cells) {
    rows++;
    if (!row.notes().isEmpty()) {
      noted++;
    }
    if (ResultColumns.cell(cells, "status").equals("failed")) {
      failed++;
      addFailure(row, cells);
    }
    for (Attribute attribute : Attribute.values()) {
      if (!ResultColumns.cell(cells, attribute.wireName()).isEmpty()) {
        Fill fill = fills.computeIfAbsent(attribute, _ -> new Fill());
        fill.values++;
        String status = ResultColumns.cell(cells, attribute.wireName() + "_status");
        fill.byStatus.merge(status, 1L, Long::sum);
        String confidence = ResultColumns.cell(cells, attribute.wireName() + "_confidence");
        if (confidence.equals(Confidence.NONE.name())) {
          fill.guesses++;
        }
      }
    }
  }

  private void addFailure(PlaceRow row, List<String> cells) {
    String code = ResultColumns.cell(cells, "error_code");
    String written = ResultColumns.cell(cells, "error_message");
    String message = LINE.matcher(written).replaceFirst("");
    // What only this row says, a number or what is quoted, makes no reason of its own.
    String kind = code + " " + OF_ONE_ROW.matcher(message).replaceAll("*");
    Failure failure =
        failures.computeIfAbsent(kind, _ -> new Failure(code.isEmpty() ? "failed" : code, message));
    failure.count++;
    if (failure.firstLines.size() < LINES_NAMED) {
      failure.firstLines.add(row.line());
    }
  }

  long rows() {
    return rows;
  }

  long failed() {
    return failed;
  }

  long completed() {
    return rows - failed;
  }

  /// Rows whose note column says something.
  long noted() {
    return noted;
  }

  /// The most frequent first.
  List<Failure> failures() {
    return failures.values().stream().sorted((a, b) -> Long.compare(b.count, a.count)).toList();
  }

  /// Attributes that have a value in at least one row.
  Map<Attribute, Fill> fills() {
    return Collections.unmodifiableMap(fills);
  }
}
