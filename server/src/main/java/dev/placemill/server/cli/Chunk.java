package dev.placemill.server.cli;

import dev.placemill.table.PlaceRow;
import dev.placemill.table.RowFault;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The rows of a list that travel as one batch.
///
/// @param number from 0
record Chunk(long number, List<PlaceRow> rows) {
  Chunk {
    rows = List.copyOf(rows);
  }

  /// What came back: an item or a fault for every row, by place id.
  record Results(Map<String, JsonNode> items, Map<String, RowFault> faults) {}
}
