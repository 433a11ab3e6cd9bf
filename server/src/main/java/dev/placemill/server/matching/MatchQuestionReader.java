package dev.placemill.server.matching;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.PlaceRecord;
import dev.placemill.match.PlaceRecord.Lifecycle;
import dev.placemill.place.Place;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.SmallBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a match request, in the words of the hosted service. All that is wrong with it
/// is said at once.
final class MatchQuestionReader {
  /// The dataset that the caller's own records are said to be of.
  static final String OWN = "candidates";

  private static final int MOST_BYTES = 2 << 20;
  private static final int MOST_PLACES = 1_000;
  private static final int MOST_CANDIDATES = 50;
  private static final int MOST_SOURCES = 100;
  private static final int MOST_MATCHES = 5;
  private static final int SHORTEST_RADIUS = 50;
  private static final int USUAL_RADIUS = 1_000;
  private static final int LONGEST_RADIUS = 5_000;
  private static final int LONGEST_ID = 256;

  /// What a place without a name is called; it folds to nothing.
  private static final String NAMELESS = "-";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(10_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final CategoryTaxonomy taxonomy;
  private final Faults faults = new Faults();

  private MatchQuestionReader(CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  static MatchQuestion read(byte[] body, CategoryTaxonomy taxonomy) {
    if (body.length > MOST_BYTES) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE,
          "A match request takes at most %,d bytes, this one has %,d; split the list."
              .formatted(MOST_BYTES, body.length));
    }
    return new MatchQuestionReader(taxonomy).question(tree(body));
  }

  private static JsonNode tree(byte[] body) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "The body is not valid JSON in UTF-8: %s".formatted(e.getOriginalMessage()));
    }
    if (!root.isObject()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The body must be a JSON object.",
          List.of(new Fault("#", "must be an object")));
    }
    return root;
  }

  private MatchQuestion question(JsonNode root) {
    boolean isList = !SmallBody.isAbsent(root.path("places"));
    List<SoughtPlace> places = isList ? places(root) : place(root);
    List<PlaceRecord> own = own(root);
    var question =
        new MatchQuestion(
            places,
            isList,
            own,
            sources(root.path("match_sources")),
            number(root, "max_matches", 1, 1, MOST_MATCHES),
            number(root, "radius", USUAL_RADIUS, SHORTEST_RADIUS, LONGEST_RADIUS));
    faults.refuse();
    return question;
  }

  private List<SoughtPlace> place(JsonNode root) {
    SoughtPlace place = place(root.path("place"), "#/place");
    return place == null ? List.of() : List.of(place);
  }

  private List<SoughtPlace> places(JsonNode root) {
    if (!SmallBody.isAbsent(root.path("place"))) {
      faults.add("#/place", "excludes places; give one of them");
    }
    return list(root, "places", MOST_PLACES).stream()
        .map(at -> place(at.node(), at.pointer()))
        .filter(Objects::nonNull)
        .toList();
  }

  private record At(JsonNode node, String pointer) {}

  private List<At> list(JsonNode root, String field, int most) {
    JsonNode values = root.path(field);
    String pointer = "#/" + field;
    if (!values.isArray()) {
      faults.add(pointer, "must be an array of places");
      return List.of();
    }
    if (values.isEmpty() || values.size() > most) {
      faults.add(pointer, "must hold 1 to %,d places".formatted(most));
      return List.of();
    }
    List<At> list = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      list.add(new At(values.get(i), pointer + "/" + i));
    }
    return list;
  }

  private @Nullable SoughtPlace place(JsonNode node, String pointer) {
    if (!isObjectWithoutTypeFaults(node, pointer)) {
      return null;
    }
    boolean named = !text(node, "name").isEmpty();
    Place place = read(node, pointer);
    if (place != null && !named && place.coordinates() == null) {
      faults.add(pointer, "must have a name or coordinates");
      return null;
    }
    return place == null
        ? null
        : new SoughtPlace(id(node, pointer), named, place, categories(place.claims().category()));
  }

  private boolean isObjectWithoutTypeFaults(JsonNode node, String pointer) {
    if (!node.isObject()) {
      faults.add(
          pointer,
          SmallBody.isAbsent(node)
              ? "is missing; it must be an object with a name and a location"
              : "must be an object with a name and a location");
      return false;
    }
    List<PlaceReader.TypeFault> wrong = PlaceReader.typeFaults(inWordsOfInputs(node));
    wrong.forEach(fault -> faults.add(pointer + fault.pointer(), fault.detail()));
    return wrong.isEmpty();
  }

  private @Nullable Place read(JsonNode node, String pointer) {
    return switch (PlaceReader.readAnywhere(inWordsOfInputs(node))) {
      case PlaceReading.ReadablePlace(Place place) -> place;
      case PlaceReading.Unreadable(_, String reason) -> {
        faults.add(pointer, reason);
        yield null;
      }
    };
  }

  /// The same as the inputs of a batch's place are called.
  private static JsonNode inWordsOfInputs(JsonNode node) {
    ObjectNode inputs = ((ObjectNode) node).deepCopy();
    if (SmallBody.isAbsent(inputs.path("category"))) {
      inputs.set("category", node.path("category_primary"));
    }
    JsonNode name = node.path("name");
    if (SmallBody.isAbsent(name) || (name.isString() && name.asString().isBlank())) {
      inputs.put("name", NAMELESS);
    }
    return inputs;
  }

  private List<String> categories(@Nullable String label) {
    return label == null ? List.of() : taxonomy.findByLabel(label).stream().toList();
  }

  private @Nullable String id(JsonNode node, String pointer) {
    JsonNode id = node.path("place_id");
    if (SmallBody.isAbsent(id)) {
      return null;
    }
    if (!id.isString() || id.asString().length() > LONGEST_ID) {
      faults.add(
          pointer + "/place_id", "must be a string of at most %d characters".formatted(LONGEST_ID));
      return null;
    }
    return id.asString();
  }

  private List<PlaceRecord> own(JsonNode root) {
    String field =
        SmallBody.isAbsent(root.path("match_byod_candidates")) ? OWN : "match_byod_candidates";
    if (SmallBody.isAbsent(root.path(field))) {
      return List.of();
    }
    List<PlaceRecord> records = new ArrayList<>();
    for (At at : list(root, field, MOST_CANDIDATES)) {
      if (isObjectWithoutTypeFaults(at.node(), at.pointer())) {
        Place place = read(at.node(), at.pointer());
        String id = id(at.node(), at.pointer());
        if (text(at.node(), "name").isEmpty()) {
          faults.add(at.pointer() + "/name", "is missing; a candidate needs a name");
        } else if (place != null) {
          records.add(record(id == null ? String.valueOf(records.size()) : id, place));
        }
      }
    }
    return records;
  }

  private PlaceRecord record(String id, Place place) {
    Map<String, String> tags = new TreeMap<>();
    put(tags, "phone", place.claims().phone());
    put(tags, "website", place.claims().website());
    put(tags, "brand", place.claims().brand());
    return new PlaceRecord(
        OWN,
        id,
        List.of(place.name()),
        List.of(),
        place.coordinates(),
        place.address(),
        categories(place.claims().category()),
        tags,
        null,
        Lifecycle.IN_USE);
  }

  private static void put(Map<String, String> tags, String key, @Nullable String value) {
    if (value != null) {
      tags.put(key, value);
    }
  }

  private List<String> sources(JsonNode values) {
    if (SmallBody.isAbsent(values)) {
      return List.of();
    }
    List<String> sources = new ArrayList<>();
    if (!values.isArray() || values.isEmpty() || values.size() > MOST_SOURCES) {
      faults.add("#/match_sources", "must be an array of 1 to %d names".formatted(MOST_SOURCES));
      return sources;
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isString()) {
        sources.add(values.get(i).asString());
      } else {
        faults.add("#/match_sources/" + i, "must be a string");
      }
    }
    return sources;
  }

  private int number(JsonNode root, String field, int usual, int least, int most) {
    JsonNode value = root.path(field);
    if (SmallBody.isAbsent(value)) {
      return usual;
    }
    if (value.isIntegralNumber()
        && value.canConvertToInt()
        && value.asInt() >= least
        && value.asInt() <= most) {
      return value.asInt();
    }
    faults.add("#/" + field, "must be a whole number from %,d to %,d".formatted(least, most));
    return usual;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).isString() ? node.path(field).asString().strip() : "";
  }
}
