package dev.placemill.server.job;

import dev.placemill.attribute.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// A stored item, read once from front to back: its values go out as they come, and what is said of
/// them is kept until it is due.
final class StoredItem {
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  // What each is called among the outputs of the newer API; other fields go by our own names.
  private static final String MENU_URL = Attribute.MENU_URL.wireName();
  private static final Set<String> FURTHER_OUTPUTS =
      Set.of("opening_hours_grouped_by_hours", "is_open_24h", "coordinates_distance");

  private final byte @Nullable [] bytes;
  private final Map<Attribute, String> statuses = new EnumMap<>(Attribute.class);
  private final Map<Attribute, String> confidence = new EnumMap<>(Attribute.class);
  private final Map<Attribute, String> reasoning = new EnumMap<>(Attribute.class);
  private final Map<Attribute, String> valuesElsewhere = new EnumMap<>(Attribute.class);
  private boolean wasEnriched;
  private @Nullable String countryCode;
  private @Nullable String updatedAt;
  private @Nullable String errorCode;
  private @Nullable String errorMessage;

  /// @param bytes null for a place that has not ended
  StoredItem(byte @Nullable [] bytes) {
    this.bytes = bytes;
  }

  /// Reads it, and writes the values that have a place there as the fields of `outputs`.
  void writeOutputs(JsonGenerator outputs) {
    if (bytes != null) {
      try (JsonParser item = JSON.createParser(ObjectReadContext.empty(), bytes)) {
        read(bytes, item, outputs);
      }
    }
  }

  private void read(byte[] bytes, JsonParser item, JsonGenerator outputs) {
    item.nextToken();
    for (String field = item.nextName(); field != null; field = item.nextName()) {
      JsonToken value = item.nextToken();
      switch (field) {
        case "enriched_data" -> {
          if (value == JsonToken.START_OBJECT) {
            wasEnriched = true;
            writeValues(bytes, item, outputs);
          }
        }
        case "attribute_status" -> readTexts(item, statuses);
        case "confidence_scores" -> readTexts(item, confidence);
        case "reasoning" -> readTexts(item, reasoning);
        case "updated_at" -> updatedAt = text(item);
        case "error_code" -> errorCode = text(item);
        case "error_message" -> errorMessage = text(item);
        default -> item.skipChildren();
      }
    }
  }

  private void writeValues(byte[] bytes, JsonParser item, JsonGenerator outputs) {
    for (String field = item.nextName(); field != null; field = item.nextName()) {
      item.nextToken();
      Optional<Attribute> attribute = Attribute.findByWireName(field);
      if (field.equals(MENU_URL)) {
        outputs.writeStringProperty("menu_url_official", item.getString());
        outputs.writeArrayPropertyStart("menu_urls");
        outputs.writeString(item.getString());
        outputs.writeEndArray();
      } else if (attribute.filter(OutputGroup::has).isPresent()
          || FURTHER_OUTPUTS.contains(field)) {
        outputs.writeName(field);
        outputs.copyCurrentStructureExact(item);
      } else if (attribute.isPresent()) {
        valuesElsewhere.put(attribute.get(), raw(bytes, item));
        if (attribute.get() == Attribute.COUNTRY_CODE) {
          countryCode = item.getString();
        }
      } else {
        item.skipChildren();
      }
    }
  }

  /// The JSON of the current value, as it stands there.
  private static String raw(byte[] bytes, JsonParser item) {
    int begin = (int) item.currentTokenLocation().getByteOffset();
    if (item.currentToken() == JsonToken.VALUE_STRING) {
      item.getString();
    }
    item.skipChildren();
    int end = (int) item.currentLocation().getByteOffset();
    return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
  }

  private static void readTexts(JsonParser item, Map<Attribute, String> into) {
    if (item.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    for (String field = item.nextName(); field != null; field = item.nextName()) {
      item.nextToken();
      String text = item.getString();
      // What a server of a later version stored and this one does not know is left out.
      Attribute.findByWireName(field).ifPresent(attribute -> into.put(attribute, text));
    }
  }

  private static @Nullable String text(JsonParser item) {
    return item.currentToken() == JsonToken.VALUE_STRING ? item.getString() : null;
  }

  boolean hasEnded() {
    return bytes != null;
  }

  /// By our own words.
  Map<Attribute, String> statuses() {
    return statuses;
  }

  Map<Attribute, String> confidence() {
    return confidence;
  }

  Map<Attribute, String> reasoning() {
    return reasoning;
  }

  /// The JSON of the values that have no place among the outputs.
  Map<Attribute, String> valuesElsewhere() {
    return valuesElsewhere;
  }

  /// Whether the sources were asked, whatever came of it.
  boolean wasEnriched() {
    return wasEnriched;
  }

  @Nullable String countryCode() {
    return countryCode;
  }

  @Nullable String updatedAt() {
    return updatedAt;
  }

  @Nullable String errorCode() {
    return errorCode;
  }

  @Nullable String errorMessage() {
    return errorMessage;
  }
}
