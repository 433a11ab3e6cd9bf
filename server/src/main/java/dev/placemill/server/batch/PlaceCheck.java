package dev.placemill.server.batch;

import dev.placemill.place.PlaceReader;
import dev.placemill.server.batch.JsonBody.Span;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.PlainText;
import dev.placemill.server.http.SmallBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Checks the places of one list, one after the other: their structure, JSON types and ids. Wrong
/// values, such as a latitude of 139, are the matter of whoever works the place.
final class PlaceCheck {
  private static final int MAX_PLACE_ID = 256;

  // A place is made a tree to be checked and to be worked, a slice of them at once. A tree takes up
  // to thirty times the memory of its text.
  private static final int MAX_PLACE_KILOBYTES = 64;
  private static final int MAX_PLACE_VALUES = 1_000;

  /// How long a line may be that holds a place, with the blanks that some put in.
  static final int MAX_LINE = 4 * MAX_PLACE_KILOBYTES * 1024;

  private static final String PLACE_ID = "place_id";
  private static final String INPUTS = "inputs";
  private static final String REFRESH = "refresh";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final IntFunction<String> name;
  private final Vocabulary form;
  private final Map<String, Integer> seenIds = new HashMap<>();

  /// @param name how the place of a number is called
  PlaceCheck(IntFunction<String> name) {
    this(name, Vocabulary.PLACES);
  }

  /// @param form in the newer one an id may be left out, or stand among the inputs
  PlaceCheck(IntFunction<String> name, Vocabulary form) {
    this.name = name;
    this.form = form;
  }

  /// A place, and what is wrong with it.
  ///
  /// @param json the client's own bytes, or null when anything is wrong
  record Checked(byte @Nullable [] json, List<PlaceFault> faults) {
    Checked {
      faults = List.copyOf(faults);
    }

    static Checked refused(PlaceFault fault) {
      return new Checked(null, List.of(fault));
    }
  }

  /// Checks the place that the parser is at, and passes it.
  Checked read(JsonBody document, JsonParser json, int number) {
    boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
    Span span = JsonBody.passOver(json);
    if (!isObject) {
      return Checked.refused(
          new PlaceFault(Cause.NOT_AN_OBJECT, "", "must be an object with place_id and inputs"));
    }
    if (span.bytes() > MAX_PLACE_KILOBYTES * 1024) {
      return Checked.refused(tooLarge());
    }
    if (span.values() > MAX_PLACE_VALUES) {
      return Checked.refused(
          new PlaceFault(
              Cause.TOO_LARGE,
              "",
              "must hold at most %,d values, counting each number, text, array and object"
                  .formatted(MAX_PLACE_VALUES)));
    }
    JsonNode place = document.tree(name.apply(number), span);
    if (form == Vocabulary.PLACES || !SmallBody.isAbsent(place.path(PLACE_ID))) {
      List<PlaceFault> faults = faults(place, number);
      return new Checked(faults.isEmpty() ? document.bytes(span) : null, faults);
    }
    JsonNode named = named(place);
    List<PlaceFault> faults = faults(named, number);
    return new Checked(faults.isEmpty() ? MAPPER.writeValueAsBytes(named) : null, faults);
  }

  /// The place with the id that stands among its inputs, or with one we make.
  private static JsonNode named(JsonNode place) {
    JsonNode among = place.path(INPUTS).path(PLACE_ID);
    ObjectNode named = MAPPER.createObjectNode();
    if (SmallBody.isAbsent(among)) {
      named.put(PLACE_ID, UUID.randomUUID().toString());
    } else {
      named.set(PLACE_ID, among);
    }
    place.forEachEntry((field, value) -> {
      if (!field.equals(PLACE_ID)) {
        named.set(field, value);
      }
    });
    return named;
  }

  /// Whether the JSON of a place that we made ourselves is too much of it.
  static boolean isTooLarge(byte[] json) {
    return json.length > MAX_PLACE_KILOBYTES * 1024;
  }

  static PlaceFault tooLarge() {
    return new PlaceFault(
        Cause.TOO_LARGE, "", "must take at most %d kB of JSON".formatted(MAX_PLACE_KILOBYTES));
  }

  private List<PlaceFault> faults(JsonNode place, int number) {
    List<PlaceFault> faults = new ArrayList<>();
    PlaceFault ofId = faultOfId(place.path(PLACE_ID), number);
    if (ofId != null) {
      faults.add(ofId);
    }
    JsonNode inputs = place.path(INPUTS);
    if (!inputs.isObject()) {
      faults.add(
          new PlaceFault(
              Cause.MISSING_INPUTS,
              "/inputs",
              inputs.isMissingNode() || inputs.isNull()
                  ? "is missing; it must be an object with the name and location of the place"
                  : "must be an object"));
      return faults;
    }
    JsonNode refresh = place.path(REFRESH);
    if (form == Vocabulary.JOBS && !SmallBody.isAbsent(refresh) && !refresh.isBoolean()) {
      faults.add(new PlaceFault(Cause.WRONG_TYPE, "/" + REFRESH, "must be true or false"));
    }
    var ofWanted = new Faults();
    new WantedReader("", ofWanted).readBoth(place);
    ofWanted
        .kept()
        .forEach(fault ->
            faults.add(new PlaceFault(Cause.UNKNOWN_ATTRIBUTES, fault.pointer(), fault.detail())));
    PlaceReader.typeFaults(inputs)
        .forEach(fault ->
            faults.add(
                new PlaceFault(Cause.WRONG_TYPE, "/inputs" + fault.pointer(), fault.detail())));
    return faults;
  }

  private @Nullable PlaceFault faultOfId(JsonNode id, int number) {
    if (id.isMissingNode() || id.isNull()) {
      return new PlaceFault(
          Cause.MISSING_PLACE_ID,
          "/place_id",
          "is missing; each place needs an id of its own (when all lack it, look for a byte order"
              + " mark before the first column name of your CSV)");
    }
    if (!id.isString()) {
      return new PlaceFault(Cause.INVALID_PLACE_ID, "/place_id", "must be a string");
    }
    return faultOfId(id.asString(), number);
  }

  /// What is wrong with an id, which must not come again; null when it is good.
  @Nullable PlaceFault faultOfId(String id, int number) {
    if (id.isBlank()) {
      return new PlaceFault(Cause.INVALID_PLACE_ID, "/place_id", "must not be blank");
    }
    if (id.length() > MAX_PLACE_ID || !PlainText.is(id)) {
      return new PlaceFault(
          Cause.INVALID_PLACE_ID,
          "/place_id",
          "must be text of at most %d characters without control characters"
              .formatted(MAX_PLACE_ID));
    }
    Integer earlier = seenIds.putIfAbsent(id, number);
    return earlier == null
        ? null
        : new PlaceFault(
            Cause.DUPLICATE_PLACE_ID,
            "/place_id",
            "\"%s\" is already the id of %s; each place needs an id of its own"
                .formatted(id, name.apply(earlier)));
  }
}
