package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The columns a result becomes in a CSV file: the same ones in the same order, always.
public final class ResultColumns {
  /// Stands before each of our columns behind those of the list.
  public static final String PREFIX = "placemill_";

  private static final String ERROR_MESSAGE = "error_message";
  private static final List<String> LEADING =
      List.of("status", "error_code", ERROR_MESSAGE, "note", "match");
  private static final List<String> NAMES =
      Stream.concat(
              LEADING.stream(),
              Stream.of(Attribute.values())
                  .flatMap(attribute -> AttributeColumns.names(attribute).stream()))
          .toList();

  private static final Map<String, Integer> INDEX =
      IntStream.range(0, NAMES.size()).boxed().collect(Collectors.toMap(NAMES::get, i -> i));

  private ResultColumns() {}

  /// Without the prefix.
  public static List<String> names() {
    return NAMES;
  }

  /// The cell of one of our columns.
  ///
  /// @param name without the prefix
  public static String cell(List<String> cells, String name) {
    return cells.get(Objects.requireNonNull(INDEX.get(name), name));
  }

  /// The cells of the result of one row of a list; why it failed names the row's line.
  public static List<String> cells(JsonNode item, PlaceRow row) {
    List<String> cells = cells(item, row.notes());
    int message = Objects.requireNonNull(INDEX.get(ERROR_MESSAGE));
    if (!cells.get(message).isEmpty()) {
      cells.set(message, "line %d: %s".formatted(row.line(), cells.get(message)));
    }
    return cells;
  }

  /// The cells of one result item of the API.
  public static List<String> cells(JsonNode item, List<String> notes) {
    List<String> cells = new ArrayList<>(NAMES.size());
    cells.add(AttributeColumns.text(item.path("enrichment_status")));
    cells.add(AttributeColumns.text(item.path("error_code")));
    cells.add(AttributeColumns.text(item.path(ERROR_MESSAGE)));
    cells.add(String.join("; ", notes));
    cells.add(AttributeColumns.match(item));
    for (Attribute attribute : Attribute.values()) {
      AttributeColumns.addCells(attribute, item, cells);
    }
    return cells;
  }

  /// The cells of a row that got no result.
  public static List<String> cells(RowFault fault, PlaceRow row) {
    List<String> cells = new ArrayList<>(NAMES.size());
    String message = "line %d: %s".formatted(row.line(), fault.message());
    Collections.addAll(cells, "failed", fault.code(), message, String.join("; ", row.notes()));
    cells.addAll(Collections.nCopies(NAMES.size() - cells.size(), ""));
    return cells;
  }
}
