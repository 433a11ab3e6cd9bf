package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The table that an export is, with the columns that clients of the hosted service know: for each
/// attribute what was sent beside what was found.
public final class ExportTable {
  /// What stands before the attributes.
  public static final List<String> LEADING =
      List.of("batch_id", "batch_name", "place_id", "status");

  private final Set<Attribute> attributes;
  private final List<String> names;

  private ExportTable(Set<Attribute> attributes) {
    this.attributes = attributes;
    this.names = new ArrayList<>(LEADING);
    for (Attribute attribute : attributes) {
      String name = attribute.wireName();
      names.addAll(
          List.of(
              name + "_original",
              name + "_enriched",
              name + "_status",
              name + "_confidence",
              name + "_reasoning"));
    }
  }

  /// @param attributes those that have columns
  public static ExportTable of(Collection<Attribute> attributes) {
    Set<Attribute> inOrder = EnumSet.noneOf(Attribute.class);
    inOrder.addAll(attributes);
    return new ExportTable(inOrder);
  }

  public List<String> names() {
    return names;
  }

  /// The cells of a place, one for each column; those without a value are empty.
  ///
  /// @param inputs what the client sent
  /// @param item what became of it, as the API shows it
  public List<String> cells(String batchId, String batchName, JsonNode inputs, JsonNode item) {
    List<String> cells = new ArrayList<>(names.size());
    cells.add(batchId);
    cells.add(batchName);
    cells.add(AttributeColumns.text(item.path("place_id")));
    cells.add(AttributeColumns.text(item.path("enrichment_status")));
    for (Attribute attribute : attributes) {
      String name = attribute.wireName();
      cells.add(InputColumns.original(attribute, inputs));
      cells.add(AttributeColumns.value(attribute, item.path("enriched_data")));
      cells.add(AttributeColumns.text(item.path("attribute_status").path(name)));
      cells.add(AttributeColumns.text(item.path("confidence_scores").path(name)));
      cells.add(AttributeColumns.reasoning(name, item));
    }
    return cells;
  }
}
