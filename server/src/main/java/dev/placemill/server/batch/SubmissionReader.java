package dev.placemill.server.batch;

import dev.placemill.place.PlaceReader;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.Priority;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the bodies of requests, place by place. Everything wrong with a body is found in one pass
/// and said at once; fields we do not know are let through. A place is kept as the very bytes the
/// client sent.
///
/// Wrong structure and wrong JSON types refuse the request. Wrong values of a single place, such as
/// a latitude of 139, do not: the batch is taken and that place fails with its reason.
final class SubmissionReader {
  private static final int MAX_NESTING = 100;
  private static final int MAX_STRING = 100_000;
  private static final int MAX_NAME = 500;
  private static final int MAX_PLACE_ID = 256;

  // A place is made a tree to be checked and to be worked, a slice of them at once. A tree takes up
  // to thirty times the memory of its text.
  private static final int MAX_PLACE_KILOBYTES = 64;
  private static final int MAX_PLACE_VALUES = 1_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxStringLength(MAX_STRING)
                          .build())
                  .build())
          .build();

  private final byte[] body;
  private final int maxPlaces;
  private final Faults faults = new Faults();
  private final List<byte[]> places = new ArrayList<>();
  private final Map<String, Integer> seenIds = new HashMap<>();
  private int placesSeen;

  private SubmissionReader(byte[] body, int maxPlaces) {
    this.body = body;
    this.maxPlaces = maxPlaces;
  }

  /// Reads the body of a create request.
  static Submission readSubmission(byte[] body, BatchLimits limits) {
    var reader = new SubmissionReader(body, limits.maxPlaces());
    return reader.parse(json -> reader.submission(json, limits.timeout()));
  }

  /// Reads the body of a reprocess request, which may be empty.
  ///
  /// @return the place ids, or empty when the body names none
  static Optional<List<String>> readPlaceIds(byte[] body, BatchLimits limits) {
    var reader = new SubmissionReader(body, limits.maxPlaces());
    return reader.parse(reader::placeIds);
  }

  private interface Reading<T> {
    T read(JsonParser json);
  }

  private <T> T parse(Reading<T> reading) {
    refuseOtherThanUtf8();
    try (JsonParser json = MAPPER.createParser(body)) {
      T result = reading.read(json);
      if (json.nextToken() != null) {
        throw new ApiException(
            ErrorCode.MALFORMED_JSON, "There is more after the end of the JSON document.");
      }
      return result;
    } catch (JacksonException e) {
      throw malformed(e, lineAndColumn(e));
    }
  }

  /// The JSON library would read UTF-16 and UTF-32 as well, where bytes are not what is stored. A
  /// JSON text begins with an ASCII character, so those have a zero byte among the first two.
  private void refuseOtherThanUtf8() {
    boolean marked = body.length > 1 && (body[0] & 0xff) >= 0xfe && (body[1] & 0xff) >= 0xfe;
    if (marked || (body.length > 1 && (body[0] == 0 || body[1] == 0))) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON, "The body is not JSON in UTF-8; other encodings are not read.");
    }
  }

  private static ApiException malformed(JacksonException e, String where) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException ours) {
        return ours;
      }
    }
    return new ApiException(
        ErrorCode.MALFORMED_JSON,
        "The body is not valid JSON in UTF-8%s: %s".formatted(where, e.getOriginalMessage()));
  }

  private static String lineAndColumn(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private Submission submission(JsonParser json, Duration longest) {
    expectObject(json.nextToken());
    String name = null;
    Priority priority = Priority.NORMAL;
    Duration timeLimit = null;
    boolean placesGiven = false;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "batch_name" -> name = batchName(json, value);
        case "priority" -> priority = priority(json, value);
        case "time_limit_seconds" -> timeLimit = timeLimit(json, value, longest);
        case "places" -> {
          if (placesGiven) {
            faults.add("#/places", "must be given once");
          }
          placesGiven = true;
          readPlaces(json, value);
        }
        default -> json.skipChildren();
      }
    }
    if (placesSeen > maxPlaces) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "A batch holds at most %,d places, this one has %,d; split it into several batches."
              .formatted(maxPlaces, placesSeen));
    }
    if (!placesGiven) {
      faults.add("#/places", "is missing; it must be an array of places");
    } else if (placesSeen == 0 && faults.isEmpty()) {
      faults.add("#/places", "must hold at least one place");
    }
    faults.refuse();
    return new Submission(
        name == null ? "Batch of %,d places".formatted(places.size()) : name,
        places,
        priority,
        timeLimit);
  }

  private Priority priority(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return Priority.NORMAL;
    }
    Optional<Priority> priority =
        value == JsonToken.VALUE_STRING ? Priority.find(json.getString()) : Optional.empty();
    json.skipChildren();
    if (priority.isEmpty()) {
      faults.add("#/priority", "must be \"high\", \"normal\" or \"low\"");
    }
    return priority.orElse(Priority.NORMAL);
  }

  private @Nullable Duration timeLimit(JsonParser json, JsonToken value, Duration longest) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value == JsonToken.VALUE_NUMBER_INT) {
      BigInteger seconds = json.getBigIntegerValue();
      if (seconds.signum() > 0 && seconds.compareTo(BigInteger.valueOf(longest.toSeconds())) <= 0) {
        return Duration.ofSeconds(seconds.intValueExact());
      }
    }
    json.skipChildren();
    faults.add(
        "#/time_limit_seconds",
        "must be a whole number from 1 to %d".formatted(longest.toSeconds()));
    return null;
  }

  private static void expectObject(@Nullable JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The body must be a JSON object.",
          List.of(new Fault("#", "must be an object")));
    }
  }

  private @Nullable String batchName(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_STRING) {
      json.skipChildren();
      faults.add("#/batch_name", "must be a string");
      return null;
    }
    String name = json.getString().strip();
    if (name.length() > MAX_NAME || !isPlainText(name)) {
      faults.add(
          "#/batch_name",
          "must be text of at most %d characters without control characters".formatted(MAX_NAME));
      return null;
    }
    return name.isEmpty() ? null : name;
  }

  private void readPlaces(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.add("#/places", "must be an array of places");
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (placesSeen < maxPlaces) {
        readPlace(json, "#/places/" + placesSeen);
      } else {
        json.skipChildren();
      }
      placesSeen++;
    }
  }

  private void readPlace(JsonParser json, String pointer) {
    boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
    int begin = (int) json.currentTokenLocation().getByteOffset();
    int values = passOver(json);
    int end = (int) json.currentLocation().getByteOffset();
    if (!isObject) {
      faults.add(pointer, "must be an object with place_id and inputs");
    } else if (end - begin > MAX_PLACE_KILOBYTES * 1024) {
      faults.add(pointer, "must take at most %d kB of JSON".formatted(MAX_PLACE_KILOBYTES));
    } else if (values > MAX_PLACE_VALUES) {
      faults.add(
          pointer,
          "must hold at most %,d values, counting each number, text, array and object"
              .formatted(MAX_PLACE_VALUES));
    } else if (isUsable(pointer, tree(pointer, begin, end))) {
      places.add(Arrays.copyOfRange(body, begin, end));
    }
  }

  private JsonNode tree(String pointer, int begin, int end) {
    try {
      return MAPPER.readTree(body, begin, end - begin);
    } catch (JacksonException e) {
      throw malformed(e, " (in %s)".formatted(pointer));
    }
  }

  /// Passes over a value without keeping anything of it.
  ///
  /// @return how many values it consists of
  private static int passOver(JsonParser json) {
    int values = 0;
    int open = 0;
    do {
      JsonToken token = values == 0 ? json.currentToken() : json.nextToken();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
      if (token.isStructStart() || token.isScalarValue()) {
        values++;
      }
    } while (open > 0);
    return values;
  }

  private boolean isUsable(String pointer, JsonNode place) {
    JsonNode id = place.path("place_id");
    JsonNode inputs = place.path("inputs");
    boolean idIsGood = checkId(pointer + "/place_id", id);
    if (!inputs.isObject()) {
      faults.add(
          pointer + "/inputs",
          inputs.isMissingNode() || inputs.isNull()
              ? "is missing; it must be an object with the name and location of the place"
              : "must be an object");
      return false;
    }
    PlaceReader.typeFaults(inputs)
        .forEach(fault -> faults.add(pointer + "/inputs" + fault.pointer(), fault.detail()));
    return idIsGood;
  }

  private boolean checkId(String pointer, JsonNode id) {
    String fault = idFault(id);
    if (fault == null) {
      Integer earlier = seenIds.putIfAbsent(id.asString(), placesSeen);
      if (earlier == null) {
        return true;
      }
      fault =
          "\"%s\" is already the id of #/places/%d; each place needs an id of its own"
              .formatted(id.asString(), earlier);
    }
    faults.add(pointer, fault);
    return false;
  }

  private static @Nullable String idFault(JsonNode id) {
    if (id.isMissingNode() || id.isNull()) {
      return "is missing; each place needs an id of its own (when all lack it, look for a byte"
          + " order mark before the first column name of your CSV)";
    }
    if (!id.isString()) {
      return "must be a string";
    }
    String text = id.asString();
    if (text.isBlank()) {
      return "must not be blank";
    }
    return text.length() > MAX_PLACE_ID || !isPlainText(text)
        ? "must be text of at most %d characters without control characters".formatted(MAX_PLACE_ID)
        : null;
  }

  /// No control characters, and no half of a surrogate pair, which UTF-8 cannot hold.
  private static boolean isPlainText(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private Optional<List<String>> placeIds(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first == null) {
      return Optional.empty();
    }
    expectObject(first);
    List<String> ids = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (field.equals("place_ids") && value != JsonToken.VALUE_NULL) {
        ids = idArray(json, value);
      } else {
        json.skipChildren();
      }
    }
    faults.refuse();
    return Optional.ofNullable(ids);
  }

  private List<String> idArray(JsonParser json, JsonToken value) {
    List<String> ids = new ArrayList<>();
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.add("#/place_ids", "must be an array of place ids");
      return ids;
    }
    int seen = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (seen >= maxPlaces) {
        json.skipChildren();
      } else if (token == JsonToken.VALUE_STRING) {
        ids.add(json.getString());
      } else {
        json.skipChildren();
        faults.add("#/place_ids/" + seen, "must be a string");
      }
      seen++;
    }
    if (seen > maxPlaces) {
      faults.add(
          "#/place_ids",
          "must name at most %,d places, this names %,d; leave it out for all that failed"
              .formatted(maxPlaces, seen));
    }
    if (ids.isEmpty() && faults.isEmpty()) {
      faults.add("#/place_ids", "must name at least one place; leave it out for all failed");
    }
    return ids;
  }
}
