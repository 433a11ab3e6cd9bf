package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PlaceReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The table that the results of a batch are: one row for each place, what the client sent before
/// what was found. Its columns follow from the attributes alone, so that they are known before the
/// first row is.
///
/// `docs/reference/results.md` lists them.
public final class ResultTable {
  private static final String ATTEMPTS = "attempts";
  private static final List<String> OUTCOME =
      List.of(
          "status", "error_code", "error_message", "duplicate_of", "match", ATTEMPTS, "updated_at");

  /// What the cells of a column are, where they are not empty. Those of the client may be something
  /// else, which only a text can show.
  public enum Kind {
    TEXT,
    WHOLE_NUMBER,
    DECIMAL,
    FLAG
  }

  public record Column(String name, Kind kind) {}

  private final Set<Attribute> attributes;
  private final boolean withDecisions;
  private final List<Column> columns;

  private ResultTable(Set<Attribute> attributes, boolean withDecisions) {
    this.attributes = attributes;
    this.withDecisions = withDecisions;
    this.columns = columns(attributes, withDecisions);
  }

  /// @param attributes those that have columns
  /// @param withDecisions whether there are columns for what people decided
  public static ResultTable of(Collection<Attribute> attributes, boolean withDecisions) {
    Set<Attribute> inOrder = EnumSet.noneOf(Attribute.class);
    inOrder.addAll(attributes);
    return new ResultTable(inOrder, withDecisions);
  }

  private static List<Column> columns(Set<Attribute> attributes, boolean withDecisions) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("place_id", Kind.TEXT));
    InputColumns.names().forEach(name -> columns.add(new Column(name, ofInput(name))));
    OUTCOME.forEach(name ->
        columns.add(new Column(name, name.equals(ATTEMPTS) ? Kind.WHOLE_NUMBER : Kind.TEXT)));
    for (Attribute attribute : attributes) {
      AttributeColumns.names(attribute)
          .forEach(name ->
              columns.add(
                  new Column(
                      name, name.equals(attribute.wireName()) ? kind(attribute) : Kind.TEXT)));
      if (withDecisions) {
        columns.add(new Column(attribute.wireName() + "_decision", Kind.TEXT));
        columns.add(new Column(attribute.wireName() + "_decided", kind(attribute)));
      }
    }
    return List.copyOf(columns);
  }

  private static Kind ofInput(String column) {
    return column.endsWith("itude") ? Kind.DECIMAL : Kind.TEXT;
  }

  private static Kind kind(Attribute attribute) {
    return switch (attribute.kind()) {
      case NUMBER -> Kind.WHOLE_NUMBER;
      case FLAG -> Kind.FLAG;
      default -> Kind.TEXT;
    };
  }

  /// In their order, which is always the same.
  public List<Column> columns() {
    return columns;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// Where a place is: as found, else as sent; null when nobody knows.
  ///
  /// @param inputs what the client sent
  /// @param item what became of it, as the API shows it
  public static @Nullable Coordinates location(JsonNode inputs, JsonNode item) {
    JsonNode found = item.path("enriched_data").path("coordinates");
    return found.size() == 2
        ? new Coordinates(found.get(0).asDouble(), found.get(1).asDouble())
        : PlaceReader.location(inputs);
  }

  /// The cells of a place, one for each column; those without a value are empty.
  ///
  /// @param inputs what the client sent
  /// @param item what became of it, as the API shows it
  /// @param judged what was decided of it
  public List<String> cells(JsonNode inputs, JsonNode item, Map<Attribute, JudgedValue> judged) {
    List<String> cells = new ArrayList<>(columns.size());
    cells.add(AttributeColumns.text(item.path("place_id")));
    cells.addAll(InputColumns.cells(inputs));
    cells.add(AttributeColumns.text(item.path("enrichment_status")));
    cells.add(AttributeColumns.text(item.path("error_code")));
    cells.add(AttributeColumns.text(item.path("error_message")));
    cells.add(AttributeColumns.text(item.path("duplicate_of")));
    cells.add(AttributeColumns.match(item));
    cells.add(AttributeColumns.text(item.path(ATTEMPTS)));
    cells.add(AttributeColumns.text(item.path("updated_at")));
    for (Attribute attribute : attributes) {
      AttributeColumns.addCells(attribute, item, cells);
      if (withDecisions) {
        AttributeColumns.addDecision(attribute, item, judged.get(attribute), cells);
      }
    }
    return cells;
  }
}
