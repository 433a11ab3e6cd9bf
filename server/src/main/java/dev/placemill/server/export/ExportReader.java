package dev.placemill.server.export;

import dev.placemill.server.http.Faults;
import dev.placemill.server.http.SmallBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads which batches are to be exported.
final class ExportReader {
  private static final int MOST_BATCHES = 1_000;
  private static final String BATCH_IDS = "#/batch_ids";

  private ExportReader() {}

  static List<String> batchIds(byte[] body) {
    var faults = new Faults();
    JsonNode ids = SmallBody.object(body).path("batch_ids");
    List<String> read = new ArrayList<>();
    if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_BATCHES) {
      faults.add(BATCH_IDS, "must be an array of 1 to %,d ids of batches".formatted(MOST_BATCHES));
    } else {
      Set<String> known = new HashSet<>();
      for (int i = 0; i < ids.size(); i++) {
        JsonNode id = ids.get(i);
        if (!id.isString()) {
          faults.add(BATCH_IDS + "/" + i, "must be the id of a batch");
        } else if (!known.add(id.asString())) {
          faults.add(BATCH_IDS + "/" + i, "is there twice");
        } else {
          read.add(id.asString());
        }
      }
    }
    faults.refuse();
    return read;
  }
}
