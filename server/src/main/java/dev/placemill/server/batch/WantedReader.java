package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.server.http.Faults;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Which attributes a batch or one of its places asks for: `attributes` and `attribute_set`, which
/// add up where both are given.
final class WantedReader {
  static final String ATTRIBUTES = "attributes";
  static final String ATTRIBUTE_SET = "attribute_set";

  private static final int MOST_NAMES = 1_000;

  private final String pointer;
  private final Faults faults;
  private @Nullable Set<Attribute> wanted;

  /// @param pointer to what has the two fields
  WantedReader(String pointer, Faults faults) {
    this.pointer = pointer;
    this.faults = faults;
  }

  /// What was asked for so far, or null when nothing was.
  @Nullable Set<Attribute> wanted() {
    return wanted;
  }

  /// Reads the value of `attributes` that the parser is at.
  void readAttributes(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      refuseOtherThanList();
      return;
    }
    int count = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      add(count++, token == JsonToken.VALUE_STRING ? json.getString() : null);
      json.skipChildren();
    }
    refuseNone(count);
  }

  /// Reads the value of `attribute_set` that the parser is at.
  void readAttributeSet(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      addSet(json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null);
      json.skipChildren();
    }
  }

  /// Reads both fields of a place.
  void readBoth(JsonNode place) {
    JsonNode names = place.path(ATTRIBUTES);
    if (names.isArray()) {
      int count = 0;
      for (JsonNode name : names.values()) {
        add(count++, name.isString() ? name.asString() : null);
      }
      refuseNone(count);
    } else if (!names.isMissingNode() && !names.isNull()) {
      refuseOtherThanList();
    }
    JsonNode set = place.path(ATTRIBUTE_SET);
    if (!set.isMissingNode() && !set.isNull()) {
      addSet(set.isString() ? set.asString() : null);
    }
  }

  private void add(int index, @Nullable String name) {
    if (index == MOST_NAMES) {
      faults.add(at(ATTRIBUTES), "must name at most %,d attributes".formatted(MOST_NAMES));
    }
    if (index >= MOST_NAMES) {
      return;
    }
    Optional<Set<Attribute>> found = name == null ? Optional.empty() : AttributeKeys.find(name);
    if (found.isPresent()) {
      add(found.get());
    } else {
      faults.add(
          at(ATTRIBUTES) + "/" + index,
          name == null
              ? "must be the name of an attribute"
              : "is no attribute; there are " + String.join(", ", AttributeKeys.wireNames()));
    }
  }

  private void addSet(@Nullable String name) {
    Optional<AttributeSet> found =
        name == null ? Optional.empty() : AttributeSet.findByWireName(name);
    if (found.isPresent()) {
      add(found.get().attributes());
    } else {
      faults.add(at(ATTRIBUTE_SET), "must be one of " + names());
    }
  }

  private static String names() {
    return Arrays.stream(AttributeSet.values())
        .map(set -> "\"" + set.wireName() + "\"")
        .collect(Collectors.joining(", "));
  }

  private void add(Set<Attribute> attributes) {
    Set<Attribute> all = wanted == null ? EnumSet.noneOf(Attribute.class) : wanted;
    all.addAll(attributes);
    wanted = all;
  }

  private void refuseOtherThanList() {
    faults.add(at(ATTRIBUTES), "must be an array of names of attributes");
  }

  private void refuseNone(int count) {
    if (count == 0) {
      faults.add(at(ATTRIBUTES), "must name at least one attribute; leave it out for all");
    }
  }

  private String at(String field) {
    return pointer + "/" + field;
  }
}
