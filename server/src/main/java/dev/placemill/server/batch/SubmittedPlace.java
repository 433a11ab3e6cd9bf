package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One place as it was submitted. It is kept as the bytes the client sent.
///
/// @param inputs the client's own JSON object
/// @param wanted the attributes it asks for itself, or null when it leaves that to its batch
public record SubmittedPlace(String placeId, JsonNode inputs, @Nullable Set<Attribute> wanted) {
  // As in ItemJson: one thread reads hundreds.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .build();

  static SubmittedPlace of(byte[] json) {
    JsonNode place = MAPPER.readTree(json);
    return new SubmittedPlace(
        place.path("place_id").asString(), place.path("inputs"), WantedAttributes.of(place));
  }
}
