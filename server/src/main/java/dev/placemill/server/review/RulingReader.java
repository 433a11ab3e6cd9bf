package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.SmallBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what a request decides. Everything wrong with it is said at once; fields that are not
/// known are let through.
final class RulingReader {
  private static final int MOST = 10_000;
  private static final int LONGEST_NOTE = 1_000;

  private final Faults faults = new Faults();

  private RulingReader() {}

  static List<Ruling> read(byte[] body) {
    var reader = new RulingReader();
    List<Ruling> rulings = reader.rulings(SmallBody.object(body).path("decisions"));
    reader.faults.refuse();
    return rulings;
  }

  private List<Ruling> rulings(JsonNode decisions) {
    List<Ruling> rulings = new ArrayList<>();
    if (!decisions.isArray() || decisions.isEmpty() || decisions.size() > MOST) {
      faults.add("#/decisions", "must be an array of 1 to %,d decisions".formatted(MOST));
      return rulings;
    }
    for (int i = 0; i < decisions.size(); i++) {
      JsonNode decision = decisions.get(i);
      if (decision.isObject()) {
        findRuling(i, decision).ifPresent(rulings::add);
      } else {
        faults.add("#/decisions/" + i, "must be an object");
      }
    }
    return rulings;
  }

  /// None when something is wrong with it.
  private Optional<Ruling> findRuling(int index, JsonNode decision) {
    int before = faults.kept().size();
    String placeId = placeId(index, decision);
    JsonNode found = SmallBody.isAbsent(decision.path("found")) ? null : decision.path("found");
    if ((placeId == null) == (found == null)) {
      faults.add(
          "#/decisions/" + index,
          "must have either place_id, for one place, or found, for all that have this value");
    }
    Verdict verdict = verdict(index, decision);
    String note = note(index, decision.path("note"));
    Attribute attribute = attribute(index, decision.path("attribute"));
    if (attribute == null) {
      return Optional.empty();
    }
    String value = value(index, attribute, verdict, decision.path("value"));
    return faults.kept().size() > before
        ? Optional.empty()
        : Optional.of(new Ruling(index, placeId, found, attribute, verdict, value, note));
  }

  private @Nullable String placeId(int index, JsonNode decision) {
    JsonNode id = decision.path("place_id");
    if (SmallBody.isAbsent(id)) {
      return null;
    }
    if (!id.isString()) {
      faults.add(Ruling.pointer(index, "place_id"), "must be a string");
    }
    return id.asString();
  }

  private @Nullable Attribute attribute(int index, JsonNode name) {
    Attribute attribute =
        name.isString() ? Attribute.findByWireName(name.asString()).orElse(null) : null;
    if (attribute == null) {
      faults.add(
          Ruling.pointer(index, "attribute"),
          "must be one of " + String.join(", ", AttributeKeys.wireNames()));
    }
    return attribute;
  }

  /// To take a decision back takes a null that is said, not one that is forgotten.
  private @Nullable Verdict verdict(int index, JsonNode decision) {
    JsonNode word = decision.path("verdict");
    if (word.isNull()) {
      return null;
    }
    Verdict verdict = word.isString() ? Verdict.findByWireName(word.asString()).orElse(null) : null;
    if (verdict == null) {
      faults.add(
          Ruling.pointer(index, "verdict"),
          "must be one of %s, or null to take a decision back"
              .formatted(String.join(", ", Verdict.wireNames())));
    }
    return verdict;
  }

  private @Nullable String value(
      int index, Attribute attribute, @Nullable Verdict verdict, JsonNode value) {
    if (verdict == Verdict.OVERRIDE) {
      try {
        return OverrideValue.of(attribute, value).toString();
      } catch (OverrideValue.Wrong e) {
        faults.add(Ruling.pointer(index, "value"), e.getMessage());
      }
    } else if (!SmallBody.isAbsent(value)) {
      faults.add(Ruling.pointer(index, "value"), "is for the verdict override alone");
    }
    return null;
  }

  private @Nullable String note(int index, JsonNode note) {
    if (SmallBody.isAbsent(note)) {
      return null;
    }
    if (!SmallBody.isText(note, LONGEST_NOTE)) {
      faults.add(
          Ruling.pointer(index, "note"),
          "must be text of at most %,d characters without control characters"
              .formatted(LONGEST_NOTE));
    }
    String text = note.asString().strip();
    return text.isEmpty() ? null : text;
  }
}
