package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What an item says in short: what became of each attribute, how sure that is, where its value
/// stands. Most of an item is reasons and evidence, which are passed over: of a large batch all
/// items are looked at.
public final class ItemOutline {
  /// What stands for a value that is not there.
  public static final String NULL = "null";

  private static final byte[] RECORDS = "records".getBytes(US_ASCII);
  private static final byte[] CONFIDENCE = "confidence".getBytes(US_ASCII);
  private static final int LETTERS = 128;

  private static final Attribute[] ATTRIBUTES = Attribute.values();
  private static final byte[][] NAMES =
      Arrays.stream(ATTRIBUTES)
          .map(attribute -> attribute.wireName().getBytes(US_ASCII))
          .toArray(byte[][]::new);
  // Hours are told in several ways, of which only this one is always there.
  private static final byte[] OSM_HOURS =
      (Attribute.OPENING_HOURS.wireName() + "_osm").getBytes(US_ASCII);

  /// Where a value stands in the bytes of the item.
  private record Span(int from, int to) {}

  private static final @Nullable AttributeStatus[] STATUSES =
      byFirstLetter(AttributeStatus.values(), AttributeStatus::wireName, AttributeStatus[]::new);
  private static final @Nullable Confidence[] CONFIDENCES =
      byFirstLetter(Confidence.values(), Confidence::name, Confidence[]::new);

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

  /// Which attribute's name was read last.
  private int last;

  private ItemOutline(RawJson item) {
    this.item = item;
  }

  /// @param item as ItemJson wrote it
  public static ItemOutline of(byte[] item) {
    var outline = new ItemOutline(new RawJson(item));
    outline.item.fields(0, outline::take);
    return outline;
  }

  /// Of each of these words the first letter says which it is.
  private static <T> @Nullable T[] byFirstLetter(
      T[] words, Function<T, String> name, IntFunction<@Nullable T[]> array) {
    @Nullable T[] byLetter = array.apply(LETTERS);
    for (T word : words) {
      char letter = name.apply(word).charAt(0);
      if (byLetter[letter] != null) {
        throw new IllegalStateException("two words begin with " + letter);
      }
      byLetter[letter] = word;
    }
    return byLetter;
  }

  private void take(int name, int from, int to) {
    switch (item.name(name, from)) {
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

  /// The attribute that a field is named after, or null. They stand in their order, so the next one
  /// is mostly right; making a text of each name would take most of the time of all this.
  private @Nullable Attribute attribute(int name, int value) {
    for (int i = 1; i <= ATTRIBUTES.length; i++) {
      int attribute = (last + i) % ATTRIBUTES.length;
      if (item.isCalled(NAMES[attribute], name, value)) {
        last = attribute;
        return ATTRIBUTES[attribute];
      }
    }
    return null;
  }

  private void takeValue(int name, int from, int to) {
    Attribute attribute =
        item.isCalled(OSM_HOURS, name, from) ? Attribute.OPENING_HOURS : attribute(name, from);
    if (attribute == null) {
      return;
    }
    values.put(attribute, new Span(from, to));
    if (attribute == Attribute.COORDINATES) {
      String[] degrees = item.text(from + 1, to - 1).split(",", -1);
      found = new Coordinates(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1]));
    }
  }

  private void takeConfidence(int name, int from, int to) {
    Attribute attribute = attribute(name, from);
    Confidence word = CONFIDENCES[item.firstLetter(from)];
    if (word != null && attribute != null) {
      confidences.put(attribute, word);
    }
  }

  private void takeStatus(int name, int from, int to) {
    Attribute attribute = attribute(name, from);
    AttributeStatus word = STATUSES[item.firstLetter(from)];
    if (word != null && attribute != null) {
      statuses.put(attribute, word);
    }
  }

  private void takeMatch(int name, int from, int to) {
    if (item.isCalled(RECORDS, name, from)) {
      item.elements(from, record -> item.fields(record, this::takeRecord));
    }
  }

  private void takeRecord(int name, int from, int to) {
    if (item.isCalled(CONFIDENCE, name, from)) {
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

  /// Whether it is a duplicate of an earlier place.
  public boolean isDuplicate() {
    return !duplicateOf.equals(NULL);
  }

  /// With which code the place failed, if it did.
  public Optional<String> findErrorCode() {
    return findText(errorCode);
  }

  /// When the place ended, as a text; empty while it has not.
  public Optional<String> findUpdatedAt() {
    return findText(updatedAt);
  }

  /// Of words that need no escapes in JSON.
  private static Optional<String> findText(String json) {
    return json.equals(NULL) ? Optional.empty() : Optional.of(json.substring(1, json.length() - 1));
  }
}
