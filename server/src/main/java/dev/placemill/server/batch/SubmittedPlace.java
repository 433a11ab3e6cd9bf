package dev.placemill.server.batch;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One place as it was submitted and is kept.
///
/// @param inputs the client's own JSON object
public record SubmittedPlace(String placeId, JsonNode inputs) {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  byte[] toJson() {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("place_id", placeId);
      json.writeName("inputs");
      json.writeTree(inputs);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static SubmittedPlace of(byte[] json) {
    JsonNode place = MAPPER.readTree(json);
    return new SubmittedPlace(place.path("place_id").asString(), place.path("inputs"));
  }
}
