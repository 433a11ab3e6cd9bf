package dev.placemill.server.batch;

import dev.placemill.place.PlaceReader;
import dev.placemill.server.batch.JsonBody.Span;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.webhook.TargetRules;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads the body of a create request, place by place. Everything wrong with it is found in one
/// pass and said at once; fields we do not know are let through. A place is kept as the very bytes
/// the client sent.
///
/// Wrong structure and wrong JSON types refuse the request. Wrong values of a single place, such as
/// a latitude of 139, do not: the batch is taken and that place fails with its reason.
final class SubmissionReader {
  private static final int MAX_NAME = 500;
  private static final int MAX_PLACE_ID = 256;

  // A place is made a tree to be checked and to be worked, a slice of them at once. A tree takes up
  // to thirty times the memory of its text.
  private static final int MAX_PLACE_KILOBYTES = 64;
  private static final int MAX_PLACE_VALUES = 1_000;

  private final JsonBody document;
  private final int maxPlaces;
  private final Faults faults = new Faults();
  private final CallbackReader callback;
  private final List<byte[]> places = new ArrayList<>();
  private final Map<String, Integer> seenIds = new HashMap<>();
  private int placesSeen;

  private SubmissionReader(JsonBody document, int maxPlaces, TargetRules rules) {
    this.document = document;
    this.maxPlaces = maxPlaces;
    this.callback = new CallbackReader(document, rules, faults);
  }

  /// @param rules which addresses may be told of the batch's end
  static Submission readSubmission(byte[] body, BatchLimits limits, TargetRules rules) {
    var reader = new SubmissionReader(new JsonBody(body), limits.maxPlaces(), rules);
    return reader.document.read(json -> reader.submission(json, limits.timeout()));
  }

  private Submission submission(JsonParser json, Duration longest) {
    JsonBody.expectObject(json.nextToken());
    String name = null;
    Priority priority = Priority.NORMAL;
    Duration timeLimit = null;
    var wanted = new WantedReader("#", faults);
    boolean placesGiven = false;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "batch_name" -> name = batchName(json, value);
        case "priority" -> priority = priority(json, value);
        case "time_limit_seconds" -> timeLimit = timeLimit(json, value, longest);
        case CallbackReader.URL -> callback.readUrl(json, value);
        case CallbackReader.OBJECT -> callback.readObject(json, value);
        case WantedReader.ATTRIBUTES -> wanted.readAttributes(json);
        case WantedReader.ATTRIBUTE_SET -> wanted.readAttributeSet(json);
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
        timeLimit,
        wanted.wanted(),
        callback.callback());
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
    Span span = JsonBody.passOver(json);
    if (!isObject) {
      faults.add(pointer, "must be an object with place_id and inputs");
    } else if (span.bytes() > MAX_PLACE_KILOBYTES * 1024) {
      faults.add(pointer, "must take at most %d kB of JSON".formatted(MAX_PLACE_KILOBYTES));
    } else if (span.values() > MAX_PLACE_VALUES) {
      faults.add(
          pointer,
          "must hold at most %,d values, counting each number, text, array and object"
              .formatted(MAX_PLACE_VALUES));
    } else if (isUsable(pointer, document.tree(pointer, span))) {
      places.add(document.bytes(span));
    }
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
    new WantedReader(pointer, faults).readBoth(place);
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
}
