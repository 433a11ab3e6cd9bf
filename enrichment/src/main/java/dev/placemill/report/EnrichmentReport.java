package dev.placemill.report;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of a list, counted row by row. Reports on parts of a list add up to that on the
/// list.
public final class EnrichmentReport {
  private static final int ROWS_NAMED = 5;
  private static final Pattern OF_ONE_ROW = Pattern.compile("\"[^\"]*\"|-?\\d+(?:\\.\\d+)?");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final Map<Attribute, Fill> fills = new EnumMap<>(Attribute.class);
  private long rows;
  private long failed;
  private long noted;

  /// Rows that failed for one reason.
  public static final class Failure {
    private final String code;
    private final String example;
    private final List<String> firstRows = new ArrayList<>();
    private long count;

    private Failure(String code, String example) {
      this.code = code;
      this.example = example;
    }

    public String code() {
      return code;
    }

    /// What was said of the first of them.
    public String example() {
      return example;
    }

    /// Where the first of them stand in the list.
    public List<String> firstRows() {
      return Collections.unmodifiableList(firstRows);
    }

    public long count() {
      return count;
    }
  }

  /// How often an attribute has a value, and how often it is one nobody vouches for.
  public static final class Fill {
    private final Map<String, Long> byStatus = new TreeMap<>();
    private long values;
    private long guesses;

    /// How many have the status of a name.
    public Map<String, Long> byStatus() {
      return Collections.unmodifiableMap(byStatus);
    }

    public long values() {
      return values;
    }

    public long guesses() {
      return guesses;
    }
  }

  /// Counts a row that became an item.
  ///
  /// @param where the row stands, for people
  /// @param item as the API shows it
  /// @param isNoted whether something of the row was read otherwise than written
  public void add(String where, JsonNode item, boolean isNoted) {
    if (item.path("enrichment_status").asString("").equals("failed")) {
      addFailed(
          where,
          item.path("error_code").asString(""),
          item.path("error_message").asString(""),
          isNoted);
    } else {
      rows++;
      noted += isNoted ? 1 : 0;
    }
    JsonNode enriched = item.path("enriched_data");
    for (Attribute attribute : enriched.isObject() ? Attribute.values() : new Attribute[0]) {
      String name = attribute.wireName();
      if (hasValue(enriched.path(name)) || hasValue(enriched.path(name + "_osm"))) {
        Fill fill = fills.computeIfAbsent(attribute, _ -> new Fill());
        fill.values++;
        fill.byStatus.merge(item.path("attribute_status").path(name).asString(""), 1L, Long::sum);
        if (item.path("confidence_scores").path(name).asString("").equals(Confidence.NONE.name())) {
          fill.guesses++;
        }
      }
    }
  }

  private static boolean hasValue(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isContainer() && value.isEmpty())
        && !(value.isString() && value.stringValue().isEmpty());
  }

  /// Counts a row that failed before it became an item.
  public void addFailed(String where, String code, String message, boolean isNoted) {
    rows++;
    failed++;
    noted += isNoted ? 1 : 0;
    Failure failure = failure(code, message);
    failure.count++;
    if (failure.firstRows.size() < ROWS_NAMED) {
      failure.firstRows.add(where);
    }
  }

  /// What only one row says, a number or what is quoted, makes no reason of its own.
  private Failure failure(String code, String message) {
    String kind = code + " " + OF_ONE_ROW.matcher(message).replaceAll("*");
    return failures.computeIfAbsent(
        kind, _ -> new Failure(code.isEmpty() ? "failed" : code, message));
  }

  public long rows() {
    return rows;
  }

  public long failed() {
    return failed;
  }

  public long completed() {
    return rows - failed;
  }

  /// Rows of which something was read otherwise than written.
  public long noted() {
    return noted;
  }

  /// The most frequent first.
  public List<Failure> failures() {
    return failures.values().stream().sorted((a, b) -> Long.compare(b.count, a.count)).toList();
  }

  /// Attributes that have a value in at least one row.
  public Map<Attribute, Fill> fills() {
    return Collections.unmodifiableMap(fills);
  }

  /// All of it, to be added to another.
  public byte[] toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("rows", rows).put("failed", failed).put("noted", noted);
    ArrayNode ofFailures = json.putArray("failures");
    for (Failure failure : failures.values()) {
      ObjectNode one = ofFailures.addObject();
      one.put("code", failure.code).put("example", failure.example).put("count", failure.count);
      failure.firstRows.forEach(one.putArray("first_rows")::add);
    }
    ObjectNode ofFills = json.putObject("fills");
    fills.forEach((attribute, fill) -> {
      ObjectNode one = ofFills.putObject(attribute.name());
      one.put("values", fill.values).put("guesses", fill.guesses);
      ObjectNode byStatus = one.putObject("by_status");
      fill.byStatus.forEach(byStatus::put);
    });
    return JSON.writeValueAsBytes(json);
  }

  /// Adds what another report has counted.
  ///
  /// @param report as [#toJson()] gave it
  public void addAll(byte[] report) {
    JsonNode json = JSON.readTree(report);
    rows += json.path("rows").asLong();
    failed += json.path("failed").asLong();
    noted += json.path("noted").asLong();
    for (JsonNode one : json.path("failures")) {
      Failure failure = failure(one.path("code").asString(), one.path("example").asString());
      failure.count += one.path("count").asLong();
      for (JsonNode row : one.path("first_rows")) {
        if (failure.firstRows.size() < ROWS_NAMED) {
          failure.firstRows.add(row.asString());
        }
      }
    }
    json.path("fills")
        .forEachEntry((attribute, one) -> {
          Fill fill = fills.computeIfAbsent(Attribute.valueOf(attribute), _ -> new Fill());
          fill.values += one.path("values").asLong();
          fill.guesses += one.path("guesses").asLong();
          one.path("by_status")
              .forEachEntry(
                  (status, count) -> fill.byStatus.merge(status, count.asLong(), Long::sum));
        });
  }
}
