package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
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

  /// Its id alone, which mostly is what it begins with.
  static String id(byte[] json) {
    try (JsonParser place = MAPPER.createParser(json)) {
      place.nextToken();
      for (String field = place.nextName(); field != null; field = place.nextName()) {
        place.nextToken();
        if (field.equals("place_id")) {
          return place.getString();
        }
        place.skipChildren();
      }
    }
    throw new IllegalStateException("a stored place has no id");
  }

  public static SubmittedPlace of(byte[] json) {
    JsonNode place = MAPPER.readTree(json);
    return new SubmittedPlace(
        place.path("place_id").asString(), place.path("inputs"), WantedAttributes.of(place));
  }
}
