package dev.placemill.enricher;

import dev.placemill.address.AddressFormat;
import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.HoursGroup;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/// Writes what is known of a place as the fields of a result item.
public final class EnrichedPlaceJson {
  // Names and words that every place has are encoded once; what is left is what differs.
  private static final Map<Attribute, SerializedString> ATTRIBUTES =
      encoded(Attribute.class, Attribute::wireName);
  private static final Map<AttributeStatus, SerializedString> STATUSES =
      encoded(AttributeStatus.class, AttributeStatus::wireName);
  private static final Map<Confidence, SerializedString> CONFIDENCES =
      encoded(Confidence.class, Confidence::name);
  private static final Map<DayOfWeek, SerializedString> DAYS =
      encoded(DayOfWeek.class, day -> day.name().toLowerCase(Locale.ROOT));
  private static final Map<DayOfWeek, SerializedString> SHORT_DAYS =
      encoded(DayOfWeek.class, day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));

  private EnrichedPlaceJson() {}

  private static <E extends Enum<E>> Map<E, SerializedString> encoded(
      Class<E> words, Function<E, String> wireName) {
    Map<E, SerializedString> encoded = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      encoded.put(word, new SerializedString(wireName.apply(word)));
    }
    return encoded;
  }

  private static <E extends Enum<E>> SerializedString word(
      Map<E, SerializedString> encoded, E word) {
    return Objects.requireNonNull(encoded.get(word));
  }

  /// Writes `enriched_data`, `confidence_scores`, `probabilities`, `attribute_status`, `reasoning`,
  /// `evidence`, `conflicts`, `match` and, for one that was sent before, `duplicate_of` into the
  /// object the generator is in. Every wanted attribute has a status, a confidence word and a
  /// sentence; only those that were found have data.
  public static void write(JsonGenerator json, EnrichedPlace place) {
    Collection<FusedAttribute> attributes = place.attributes().values();
    json.writeObjectPropertyStart("enriched_data");
    attributes.forEach(fused -> writeValue(json, fused.attribute(), fused.value()));
    writeDistance(json, place);
    json.writeEndObject();
    writeWords(json, "confidence_scores", attributes, EnrichedPlaceJson::confidence);
    writeProbabilities(json, attributes);
    writeWords(json, "attribute_status", attributes, fused -> word(STATUSES, fused.status()));
    writeReasoning(json, attributes);
    writeObservations(json, "evidence", attributes, FusedAttribute::evidence);
    writeObservations(json, "conflicts", attributes, FusedAttribute::conflicts);
    writeMatch(json, place);
    writeIfKnown(json, "duplicate_of", place.duplicateOf());
  }

  /// How far our coordinates are from the client's; none where either is missing.
  private static void writeDistance(JsonGenerator json, EnrichedPlace place) {
    FusedAttribute fused = place.attributes().get(Attribute.COORDINATES);
    if (fused != null
        && fused.value() instanceof AttributeValue.Point(var point)
        && place.sentPoint() != null) {
      json.writeNumberProperty(
          "coordinates_distance", Math.round(point.metresTo(place.sentPoint())));
    }
  }

  private static SerializedString confidence(FusedAttribute fused) {
    return word(CONFIDENCES, fused.value() == null ? Confidence.NONE : fused.confidence());
  }

  private static void writeWords(
      JsonGenerator json,
      String field,
      Collection<FusedAttribute> attributes,
      Function<FusedAttribute, SerializedString> word) {
    json.writeObjectPropertyStart(field);
    for (FusedAttribute fused : attributes) {
      json.writeName(word(ATTRIBUTES, fused.attribute()));
      json.writeString(word.apply(fused));
    }
    json.writeEndObject();
  }

  /// Of those that were found.
  private static void writeProbabilities(
      JsonGenerator json, Collection<FusedAttribute> attributes) {
    json.writeObjectPropertyStart("probabilities");
    for (FusedAttribute fused : attributes) {
      if (fused.value() != null) {
        json.writeName(word(ATTRIBUTES, fused.attribute()));
        EvidenceJson.writeProbability(json, fused.probability());
      }
    }
    json.writeEndObject();
  }

  private static void writeReasoning(JsonGenerator json, Collection<FusedAttribute> attributes) {
    json.writeObjectPropertyStart("reasoning");
    for (FusedAttribute fused : attributes) {
      json.writeName(word(ATTRIBUTES, fused.attribute()));
      json.writeString(fused.reasoning());
    }
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
      case AttributeValue.TextMap(var byLanguage) -> {
        json.writeObjectPropertyStart(name);
        byLanguage.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      case AttributeValue.WholeNumber(int number) -> json.writeNumberProperty(name, number);
      case AttributeValue.Flag(boolean isSo) -> json.writeBooleanProperty(name, isSo);
      case AttributeValue.Host host -> writeHost(json, name, host);
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
        String times = hours.weekly().get(day);
        if (times != null) {
          json.writeName(word(DAYS, day));
          json.writeString(times);
        }
      }
      json.writeEndObject();
    }
    json.writeArrayPropertyStart(name + "_grouped_by_hours");
    hours.grouped().forEach(group -> writeGroup(json, group));
    json.writeEndArray();
    json.writeStringProperty(name + "_osm", hours.osm());
    json.writeBooleanProperty("is_open_24h", hours.isOpen24Hours());
  }

  private static void writeGroup(JsonGenerator json, HoursGroup group) {
    json.writeStartObject();
    json.writeArrayPropertyStart("days");
    group.days().forEach(day -> json.writeString(word(SHORT_DAYS, day)));
    json.writeEndArray();
    json.writeStringProperty("opens", group.opens());
    json.writeStringProperty("closes", group.closes());
    json.writeEndObject();
  }

  private static void writeHost(JsonGenerator json, String name, AttributeValue.Host host) {
    json.writeObjectPropertyStart(name);
    writeIfKnown(json, "name", host.name());
    writeIfKnown(json, "type", host.type());
    writeIfKnown(json, "floor", host.floor());
    json.writeEndObject();
  }

  private static void writeAddress(JsonGenerator json, String name, PostalAddress address) {
    json.writeObjectPropertyStart(name);
    writeIfKnown(
        json, "full_address", address.isEmpty() ? null : AddressFormat.load().oneLine(address));
    writeIfKnown(json, "unit_number", address.unit());
    writeIfKnown(json, "floor", address.finer().floor());
    writeIfKnown(json, "building", address.finer().building());
    writeIfKnown(json, "block", address.finer().block());
    writeIfKnown(json, "house", address.house());
    writeIfKnown(json, "street", address.street());
    writeIfKnown(json, "neighborhood", address.finer().neighborhood());
    writeIfKnown(json, "suburb", address.finer().suburb());
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

  private static void writeObservations(
      JsonGenerator json,
      String field,
      Collection<FusedAttribute> attributes,
      Function<FusedAttribute, List<Observation>> observations) {
    json.writeObjectPropertyStart(field);
    for (FusedAttribute fused : attributes) {
      List<Observation> some = observations.apply(fused);
      if (!some.isEmpty()) {
        json.writeName(word(ATTRIBUTES, fused.attribute()));
        json.writeStartArray();
        some.forEach(observation -> EvidenceJson.write(json, observation, fused.value()));
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void writeMatch(JsonGenerator json, EnrichedPlace place) {
    json.writeObjectPropertyStart("match");
    json.writeBooleanProperty("found", !place.matches().isEmpty());
    json.writeStringProperty("reasoning", place.matchReasoning());
    json.writeArrayPropertyStart("records");
    for (RecordMatch match : place.matches()) {
      json.writeStartObject();
      EvidenceJson.writeRecord(json, match.record());
      json.writeStringProperty("name", match.name());
      EvidenceJson.writeScope(json, match.record());
      EvidenceJson.writeConfidence(json, match.probability());
      if (match.metres() == null) {
        json.writeNullProperty("distance_m");
      } else {
        json.writeNumberProperty("distance_m", Math.round(match.metres()));
      }
      json.writeStringProperty("reasoning", match.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
