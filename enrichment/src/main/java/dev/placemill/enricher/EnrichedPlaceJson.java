package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import java.time.DayOfWeek;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes what is known of a place as the fields of a result item.
public final class EnrichedPlaceJson {
  private EnrichedPlaceJson() {}

  /// Writes `enriched_data`, `confidence_scores`, `attribute_status`, `reasoning`, `evidence` and
  /// `match` into the object the generator is in. Every wanted attribute has a status, a confidence
  /// word and a sentence; only those that were found have data.
  public static void write(JsonGenerator json, EnrichedPlace place) {
    Collection<FusedAttribute> attributes = place.attributes().values();
    json.writeObjectPropertyStart("enriched_data");
    attributes.forEach(fused -> writeValue(json, fused.attribute(), fused.value()));
    json.writeEndObject();
    writeTexts(json, "confidence_scores", attributes, EnrichedPlaceJson::confidence);
    writeTexts(json, "attribute_status", attributes, fused -> fused.status().wireName());
    writeTexts(json, "reasoning", attributes, FusedAttribute::reasoning);
    writeEvidence(json, attributes);
    writeMatch(json, place);
  }

  private static String confidence(FusedAttribute fused) {
    return (fused.value() == null ? Confidence.NONE : fused.confidence()).name();
  }

  private static void writeTexts(
      JsonGenerator json,
      String field,
      Collection<FusedAttribute> attributes,
      Function<FusedAttribute, String> text) {
    json.writeObjectPropertyStart(field);
    attributes.forEach(
        fused -> json.writeStringProperty(fused.attribute().wireName(), text.apply(fused)));
    json.writeEndObject();
  }

  private static void writeValue(
      JsonGenerator json, Attribute attribute, @Nullable AttributeValue value) {
    String name = attribute.wireName();
    switch (value) {
      case null -> {}
      case AttributeValue.Text(String text) -> json.writeStringProperty(name, text);
      case AttributeValue.TextList(var texts) -> {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
      }
      case AttributeValue.Phone(String e164, String national) -> {
        json.writeStringProperty(name, e164);
        json.writeStringProperty(name + "_national", national);
      }
      case AttributeValue.OpeningHours hours -> writeHours(json, name, hours);
      case AttributeValue.Address(var address) -> writeAddress(json, name, address);
      case AttributeValue.Point(var point) -> {
        json.writeArrayPropertyStart(name);
        json.writeNumber(point.latitude());
        json.writeNumber(point.longitude());
        json.writeEndArray();
      }
    }
  }

  private static void writeHours(
      JsonGenerator json, String name, AttributeValue.OpeningHours hours) {
    if (!hours.weekly().isEmpty()) {
      json.writeObjectPropertyStart(name);
      for (DayOfWeek day : DayOfWeek.values()) {
        writeIfKnown(json, day.name().toLowerCase(Locale.ROOT), hours.weekly().get(day));
      }
      json.writeEndObject();
    }
    json.writeStringProperty(name + "_osm", hours.osm());
    json.writeBooleanProperty("is_open_24h", hours.isOpen24Hours());
  }

  private static void writeAddress(JsonGenerator json, String name, PostalAddress address) {
    json.writeObjectPropertyStart(name);
    writeIfKnown(json, "full_address", address.isEmpty() ? null : address.oneLine());
    writeIfKnown(json, "unit_number", address.unit());
    writeIfKnown(json, "house", address.house());
    writeIfKnown(json, "street", address.street());
    writeIfKnown(json, "city", address.city());
    writeIfKnown(json, "state", address.state());
    writeIfKnown(json, "country", address.country());
    writeIfKnown(json, "postalCode", address.postalCode());
    json.writeEndObject();
  }

  private static void writeIfKnown(JsonGenerator json, String field, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(field, text);
    }
  }

  private static void writeEvidence(JsonGenerator json, Collection<FusedAttribute> attributes) {
    json.writeObjectPropertyStart("evidence");
    for (FusedAttribute fused : attributes) {
      if (!fused.evidence().isEmpty()) {
        json.writeArrayPropertyStart(fused.attribute().wireName());
        fused.evidence().forEach(observation -> writeObservation(json, observation));
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void writeObservation(JsonGenerator json, Observation observation) {
    Evidence evidence = observation.evidence();
    json.writeStartObject();
    writeRecord(json, evidence);
    writeText(
        json,
        "observed_date",
        evidence.observedOn() == null ? null : evidence.observedOn().toString());
    json.writeStringProperty("scope", scope(evidence));
    json.writeNumberProperty("confidence", rounded(observation.probability()));
    json.writeEndObject();
  }

  private static void writeMatch(JsonGenerator json, EnrichedPlace place) {
    json.writeObjectPropertyStart("match");
    json.writeBooleanProperty("found", !place.matches().isEmpty());
    json.writeStringProperty("reasoning", place.matchReasoning());
    json.writeArrayPropertyStart("records");
    for (RecordMatch match : place.matches()) {
      json.writeStartObject();
      writeRecord(json, match.record());
      json.writeStringProperty("name", match.name());
      json.writeStringProperty("scope", scope(match.record()));
      json.writeNumberProperty("confidence", rounded(match.probability()));
      if (match.metres() == null) {
        json.writeNullProperty("distance_m");
      } else {
        json.writeNumberProperty("distance_m", Math.round(match.metres()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeRecord(JsonGenerator json, Evidence evidence) {
    json.writeStringProperty("source", evidence.source());
    writeText(json, "record_id", evidence.recordId());
    writeText(json, "url", evidence.url());
  }

  private static void writeText(JsonGenerator json, String field, @Nullable String text) {
    if (text == null) {
      json.writeNullProperty(field);
    } else {
      json.writeStringProperty(field, text);
    }
  }

  private static String scope(Evidence evidence) {
    return evidence.scope().name().toLowerCase(Locale.ROOT);
  }

  private static double rounded(double probability) {
    return Math.round(probability * 1_000) / 1_000.0;
  }
}
