package dev.placemill.enricher;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/// Writes who says what, so that a person can check it.
final class EvidenceJson {
  private static final SerializedString SOURCE = new SerializedString("source");
  private static final SerializedString RECORD_ID = new SerializedString("record_id");
  private static final SerializedString URL = new SerializedString("url");
  private static final SerializedString OBSERVED_DATE = new SerializedString("observed_date");
  private static final SerializedString SCOPE = new SerializedString("scope");
  private static final SerializedString OF_PLACE = new SerializedString("place");
  private static final SerializedString OF_BRAND = new SerializedString("brand");
  private static final SerializedString CONFIDENCE = new SerializedString("confidence");
  private static final SerializedString QUOTE = new SerializedString("quote");
  private static final SerializedString VALUE = new SerializedString("value");

  private EvidenceJson() {}

  /// Writes one observation; its value only where it is not the one that was given.
  ///
  /// @param given the value of the attribute, or null when there is none
  static void write(JsonGenerator json, Observation observation, @Nullable AttributeValue given) {
    Evidence evidence = observation.evidence();
    json.writeStartObject();
    writeRecord(json, evidence);
    writeText(
        json,
        OBSERVED_DATE,
        evidence.observedOn() == null ? null : evidence.observedOn().toString());
    writeScope(json, evidence);
    writeConfidence(json, observation.probability());
    if (evidence.quote() != null) {
      writeText(json, QUOTE, evidence.quote());
    }
    if (!observation.value().equals(given)) {
      json.writeName(VALUE);
      writeValue(json, observation.value());
    }
    json.writeEndObject();
  }

  static void writeRecord(JsonGenerator json, Evidence evidence) {
    json.writeName(SOURCE);
    json.writeString(evidence.source());
    writeText(json, RECORD_ID, evidence.recordId());
    writeText(json, URL, evidence.url());
  }

  static void writeScope(JsonGenerator json, Evidence evidence) {
    json.writeName(SCOPE);
    json.writeString(evidence.scope() == Evidence.Scope.BRAND ? OF_BRAND : OF_PLACE);
  }

  static void writeConfidence(JsonGenerator json, double probability) {
    json.writeName(CONFIDENCE);
    writeProbability(json, probability);
  }

  static void writeProbability(JsonGenerator json, double probability) {
    json.writeNumber(Math.round(probability * 1_000) / 1_000.0);
  }

  private static void writeText(JsonGenerator json, SerializedString name, @Nullable String text) {
    json.writeName(name);
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(text);
    }
  }

  /// As `enriched_data` has it, but for phones, hours and addresses in one text.
  private static void writeValue(JsonGenerator json, AttributeValue value) {
    switch (value) {
      case AttributeValue.Text(String text) -> json.writeString(text);
      case AttributeValue.TextList(var texts) -> {
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
      }
      case AttributeValue.TextMap(var byLanguage) -> {
        json.writeStartObject();
        byLanguage.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      case AttributeValue.WholeNumber(int number) -> json.writeNumber(number);
      case AttributeValue.Flag(boolean isSo) -> json.writeBoolean(isSo);
      case AttributeValue.Host host -> writeHost(json, host);
      case AttributeValue.Phone phone -> json.writeString(phone.e164());
      case AttributeValue.OpeningHours hours -> json.writeString(hours.osm());
      case AttributeValue.Address(PostalAddress address) -> json.writeString(address.oneLine());
      case AttributeValue.Point(var point) -> {
        json.writeStartArray();
        json.writeNumber(point.latitude());
        json.writeNumber(point.longitude());
        json.writeEndArray();
      }
    }
  }

  private static void writeHost(JsonGenerator json, AttributeValue.Host host) {
    json.writeStartObject();
    writeIfKnown(json, "name", host.name());
    writeIfKnown(json, "type", host.type());
    writeIfKnown(json, "floor", host.floor());
    json.writeEndObject();
  }

  private static void writeIfKnown(JsonGenerator json, String field, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(field, text);
    }
  }
}
