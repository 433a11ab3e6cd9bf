package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.ItemOutline;
import java.io.ByteArrayOutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Decisions as clients read them.
public final class DecisionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DecisionJson() {}

  /// About how many values something was decided, or in a dry run would be.
  static byte[] decided(int values, boolean isDryRun) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (isDryRun) {
        json.writeBooleanProperty("dry_run", true);
      }
      json.writeNumberProperty("decided", values);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// A page of decisions.
  ///
  /// @param outdated those of them that are
  /// @param next where the page after this one begins, or null when there is none
  static byte[] page(
      String batchId, List<Decision> decisions, Set<Decision> outdated, @Nullable String next) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("batch_id", batchId);
      json.writeArrayPropertyStart("items");
      for (Decision decision : decisions) {
        json.writeStartObject();
        json.writeStringProperty("place_id", decision.placeId());
        json.writeStringProperty("attribute", decision.attribute().wireName());
        writeVerdict(json, decision);
        json.writeName("found");
        writeRaw(json, decision.found());
        writeCircumstances(json, decision, outdated.contains(decision));
        json.writeName("key_id");
        writeText(json, decision.keyId() == null ? null : decision.keyId().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      if (next != null) {
        json.writeStringProperty("next_cursor", next);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// The decisions about a place as an object by attribute, for its result.
  public static byte[] ofPlace(Map<Attribute, Decision> decisions, ItemOutline item) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      decisions.forEach((attribute, decision) -> {
        json.writeObjectPropertyStart(attribute.wireName());
        writeVerdict(json, decision);
        writeCircumstances(json, decision, decision.isOutdated(item));
        json.writeEndObject();
      });
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeVerdict(JsonGenerator json, Decision decision) {
    json.writeStringProperty("verdict", decision.verdict().wireName());
    json.writeName("value");
    writeRaw(json, decision.value());
  }

  private static void writeCircumstances(
      JsonGenerator json, Decision decision, boolean isOutdated) {
    json.writeName("note");
    writeText(json, decision.note());
    json.writeStringProperty(
        "decided_at", decision.decidedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    if (isOutdated) {
      json.writeBooleanProperty("outdated", true);
    }
  }

  private static void writeRaw(JsonGenerator json, @Nullable String value) {
    json.writeRawValue(value == null ? ItemOutline.NULL : value);
  }

  private static void writeText(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(text);
    }
  }
}
