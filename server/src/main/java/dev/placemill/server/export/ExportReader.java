package dev.placemill.server.export;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads which batches are to be exported.
final class ExportReader {
  private static final int MOST_BATCHES = 1_000;
  private static final String BATCH_IDS = "#/batch_ids";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ExportReader() {}

  static List<String> batchIds(byte[] body) {
    var faults = new Faults();
    JsonNode ids = object(body, faults).path("batch_ids");
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

  private static JsonNode object(byte[] body, Faults faults) {
    try {
      JsonNode json = JSON.readTree(body);
      if (!json.isObject()) {
        faults.add("#", "must be an object");
        faults.refuse();
      }
      return json;
    } catch (JacksonException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON, "The body is not JSON: %s.".formatted(e.getOriginalMessage()));
    }
  }
}
