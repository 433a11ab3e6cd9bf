package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.place.Coordinates;
import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.review.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// A batch for tables and maps: one short array for each place, whose members the answer names
/// once.
final class OverviewRows implements RowWriter {
  /// The members of a row, in their order.
  static final List<String> FIELDS =
      List.of(
          "position",
          "place_id",
          "name",
          "latitude",
          "longitude",
          "found_latitude",
          "found_longitude",
          "distance_m",
          "status",
          "error_code",
          "duplicate_of",
          "match",
          "attribute_status",
          "confidence",
          "decisions",
          "values");

  private static final char NOTHING = '-';
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;
  private final List<Attribute> attributes;
  private final List<Attribute> values;

  /// @param attributes those whose status and confidence each row tells
  /// @param values those whose values come along
  OverviewRows(
      OutputStream out,
      String batchId,
      Collection<Attribute> attributes,
      Collection<Attribute> values) {
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    this.attributes = List.copyOf(attributes);
    this.values = List.copyOf(values);
    json.writeStartObject();
    json.writeStringProperty("batch_id", batchId);
    writeList("attributes", this.attributes.stream().map(Attribute::wireName).toList());
    writeList("values", this.values.stream().map(Attribute::wireName).toList());
    writeList("fields", FIELDS);
    json.writeArrayPropertyStart("rows");
  }

  private void writeList(String field, List<String> words) {
    json.writeArrayPropertyStart(field);
    words.forEach(json::writeString);
    json.writeEndArray();
  }

  @Override
  public void write(ResultRow row) {
    ItemOutline item = row.outline();
    json.writeStartArray();
    json.writeNumber(row.place().position());
    json.writeRawValue(item.placeId());
    JsonNode name = row.inputs().path("name");
    writeText(name.isString() ? name.asString() : null);
    writePoint(row.sent());
    writePoint(item.found());
    writeNumber(row.distance());
    json.writeString(row.place().status().wireName());
    json.writeRawValue(item.errorCode());
    json.writeRawValue(item.duplicateOf());
    writeNumber(item.match());
    json.writeString(statuses(item));
    json.writeString(confidences(item));
    json.writeString(verdicts(row.decisions()));
    json.writeStartArray();
    values.forEach(attribute -> json.writeRawValue(item.value(attribute)));
    json.writeEndArray();
    json.writeEndArray();
  }

  private void writePoint(@Nullable Coordinates point) {
    writeNumber(point == null ? null : point.latitude());
    writeNumber(point == null ? null : point.longitude());
  }

  private void writeNumber(@Nullable Double number) {
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(number);
    }
  }

  private void writeText(@Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(text);
    }
  }

  private String statuses(ItemOutline item) {
    var letters = new StringBuilder(attributes.size());
    for (Attribute attribute : attributes) {
      AttributeStatus status = item.status(attribute);
      letters.append(status == null ? NOTHING : status.wireName().charAt(0));
    }
    return letters.toString();
  }

  private String confidences(ItemOutline item) {
    var letters = new StringBuilder(attributes.size());
    for (Attribute attribute : attributes) {
      Confidence word = item.confidence(attribute);
      letters.append(word == null ? NOTHING : word.name().charAt(0));
    }
    return letters.toString();
  }

  private String verdicts(Map<Attribute, Decision> decisions) {
    var letters = new StringBuilder(attributes.size());
    for (Attribute attribute : attributes) {
      Decision decision = decisions.get(attribute);
      letters.append(decision == null ? NOTHING : decision.verdict().wireName().charAt(0));
    }
    return letters.toString();
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
