package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an item says in short: what became of each attribute, how sure that is, where its value
/// stands. Most of an item is reasons and evidence, which are passed over: of a large batch all
/// items are looked at.
public final class ItemOutline {
  private static final String OSM_HOURS = Attribute.OPENING_HOURS.wireName() + "_osm";

  /// What stands for a value that is not there.
  public static final String NULL = "null";

  private static final Map<String, AttributeStatus> STATUSES =
      Arrays.stream(AttributeStatus.values())
          .collect(Collectors.toMap(AttributeStatus::wireName, Function.identity()));

  /// Where a value stands in the bytes of the item.
  private record Span(int from, int to) {}

  private final RawJson item;
  private final Map<Attribute, AttributeStatus> statuses = new EnumMap<>(Attribute.class);
  private final Map<Attribute, Confidence> confidences = new EnumMap<>(Attribute.class);
  private final Map<Attribute, Span> values = new EnumMap<>(Attribute.class);
  private String placeId = NULL;
  private String duplicateOf = NULL;
  private String errorCode = NULL;
  private String updatedAt = NULL;
  private @Nullable Coordinates found;
  private @Nullable Double match;

  private ItemOutline(RawJson item) {
    this.item = item;
  }

  /// @param item as ItemJson wrote it
  public static ItemOutline of(byte[] item) {
    var outline = new ItemOutline(new RawJson(item));
    outline.item.fields(0, outline::take);
    return outline;
  }

  private void take(String field, int from, int to) {
    switch (field) {
      case "place_id" -> placeId = item.text(from, to);
      case "enriched_data" -> item.fields(from, this::takeValue);
      case "confidence_scores" -> item.fields(from, this::takeConfidence);
      case "attribute_status" -> item.fields(from, this::takeStatus);
      case "match" -> item.fields(from, this::takeMatch);
      case "duplicate_of" -> duplicateOf = item.text(from, to);
      case "error_code" -> errorCode = item.text(from, to);
      case "updated_at" -> updatedAt = item.text(from, to);
      default -> {}
    }
  }

  private void takeValue(String field, int from, int to) {
    // Hours are told in several ways, of which only this one is always there.
    String name = field.equals(OSM_HOURS) ? Attribute.OPENING_HOURS.wireName() : field;
    Attribute.findByWireName(name)
        .ifPresent(attribute -> {
          values.put(attribute, new Span(from, to));
          if (attribute == Attribute.COORDINATES) {
            String[] degrees = item.text(from + 1, to - 1).split(",", -1);
            found = new Coordinates(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1]));
          }
        });
  }

  private void takeConfidence(String field, int from, int to) {
    var word = Confidence.valueOf(item.text(from + 1, to - 1));
    Attribute.findByWireName(field).ifPresent(attribute -> confidences.put(attribute, word));
  }

  private void takeStatus(String field, int from, int to) {
    AttributeStatus word = STATUSES.get(item.text(from + 1, to - 1));
    Attribute attribute = Attribute.findByWireName(field).orElse(null);
    if (word != null && attribute != null) {
      statuses.put(attribute, word);
    }
  }

  private void takeMatch(String field, int from, int to) {
    if (field.equals("records")) {
      item.elements(from, record -> item.fields(record, this::takeRecord));
    }
  }

  private void takeRecord(String field, int from, int to) {
    if (field.equals("confidence")) {
      double confidence = Double.parseDouble(item.text(from, to));
      match = match == null ? confidence : Math.max(match, confidence);
    }
  }

  /// As JSON.
  public String placeId() {
    return placeId;
  }

  /// What became of an attribute; null when it was not asked for, or the place has not ended.
  public @Nullable AttributeStatus status(Attribute attribute) {
    return statuses.get(attribute);
  }

  /// How sure what is said of an attribute is; null as for [#status].
  public @Nullable Confidence confidence(Attribute attribute) {
    return confidences.get(attribute);
  }

  public boolean hasValue(Attribute attribute) {
    return values.containsKey(attribute);
  }

  /// The value of an attribute as JSON, as it stands in `enriched_data`; that of opening hours is
  /// their text in OpenStreetMap's notation. `null` when there is none.
  public String value(Attribute attribute) {
    Span span = values.get(attribute);
    return span == null ? NULL : item.text(span.from, span.to);
  }

  /// Where the place was found to be, or null.
  public @Nullable Coordinates found() {
    return found;
  }

  /// How sure the surest of its records is that place, or null when it has none.
  public @Nullable Double match() {
    return match;
  }

  /// As JSON.
  public String duplicateOf() {
    return duplicateOf;
  }

  /// As JSON.
  public String errorCode() {
    return errorCode;
  }

  /// When the place ended, as a text; empty while it has not.
  public Optional<String> findUpdatedAt() {
    return updatedAt.equals(NULL)
        ? Optional.empty()
        : Optional.of(updatedAt.substring(1, updatedAt.length() - 1));
  }
}
