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
  private final List<Fault> faults = new ArrayList<>();
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
  static Optional<List<String>> readPlaceIds(byte[] body) {
    var reader = new SubmissionReader(body, 0);
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
      throw malformed(e);
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

  private static ApiException malformed(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException ours) {
        return ours;
      }
    }
    var at = e.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    return new ApiException(
        ErrorCode.MALFORMED_JSON,
        "The body is not valid JSON in UTF-8%s: %s".formatted(where, e.getOriginalMessage()));
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
            faults.add(new Fault("#/places", "must be given once"));
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
      faults.add(new Fault("#/places", "is missing; it must be an array of places"));
    } else if (placesSeen == 0 && faults.isEmpty()) {
      faults.add(new Fault("#/places", "must hold at least one place"));
    }
    refuseFaults();
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
      faults.add(new Fault("#/priority", "must be \"high\", \"normal\" or \"low\""));
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
        new Fault(
            "#/time_limit_seconds",
            "must be a whole number from 1 to %d".formatted(longest.toSeconds())));
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
      faults.add(new Fault("#/batch_name", "must be a string"));
      return null;
    }
    String name = json.getString().strip();
    if (name.length() > MAX_NAME || !isPlainText(name)) {
      faults.add(
          new Fault(
              "#/batch_name",
              "must be text of at most %d characters without control characters"
                  .formatted(MAX_NAME)));
      return null;
    }
    return name.isEmpty() ? null : name;
  }

  private void readPlaces(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.add(new Fault("#/places", "must be an array of places"));
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (placesSeen < maxPlaces) {
        int begin = (int) json.currentTokenLocation().getByteOffset();
        JsonNode place = json.readValueAsTree();
        int end = (int) json.currentLocation().getByteOffset();
        if (isUsable("#/places/" + placesSeen, place)) {
          places.add(Arrays.copyOfRange(body, begin, end));
        }
      } else {
        json.skipChildren();
      }
      placesSeen++;
    }
  }

  private boolean isUsable(String pointer, JsonNode place) {
    if (!place.isObject()) {
      faults.add(new Fault(pointer, "must be an object with place_id and inputs"));
      return false;
    }
    JsonNode id = place.path("place_id");
    JsonNode inputs = place.path("inputs");
    boolean idIsGood = checkId(pointer + "/place_id", id);
    if (!inputs.isObject()) {
      faults.add(
          new Fault(
              pointer + "/inputs",
              inputs.isMissingNode() || inputs.isNull()
                  ? "is missing; it must be an object with the name and location of the place"
                  : "must be an object"));
      return false;
    }
    PlaceReader.typeFaults(inputs)
        .forEach(
            fault -> faults.add(new Fault(pointer + "/inputs" + fault.pointer(), fault.detail())));
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
    faults.add(new Fault(pointer, fault));
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
    refuseFaults();
    return Optional.ofNullable(ids);
  }

  private List<String> idArray(JsonParser json, JsonToken value) {
    List<String> ids = new ArrayList<>();
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.add(new Fault("#/place_ids", "must be an array of place ids"));
      return ids;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        ids.add(json.getString());
      } else {
        json.skipChildren();
        faults.add(new Fault("#/place_ids/" + ids.size(), "must be a string"));
      }
    }
    if (ids.isEmpty() && faults.isEmpty()) {
      faults.add(
          new Fault("#/place_ids", "must name at least one place; leave it out for all failed"));
    }
    return ids;
  }

  private void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          faults.size() == 1
              ? "%s %s.".formatted(faults.getFirst().pointer(), faults.getFirst().detail())
              : "%,d things are wrong with this request; nothing was stored."
                  .formatted(faults.size()),
          faults);
    }
  }
}
