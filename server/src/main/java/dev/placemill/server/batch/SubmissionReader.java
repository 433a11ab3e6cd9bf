package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.webhook.TargetRules;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of a create request, place by place. Everything wrong with it is found in one
/// pass and said at once; fields we do not know are let through. A place is kept as the very bytes
/// the client sent.
///
/// Wrong structure and wrong JSON types refuse the request. Wrong values of a single place, such as
/// a latitude of 139, do not: the batch is taken and that place fails with its reason.
final class SubmissionReader {
  private static final int MAX_NAME = 500;

  /// Takes what is wrong with single places.
  @FunctionalInterface
  interface Misfits {
    /// @param place its number, from 0
    void add(int place, PlaceFault fault);
  }

  private final JsonBody document;
  private final int maxPlaces;
  private final Faults faults = new Faults();
  private final CallbackReader callback;
  private final List<byte[]> places = new ArrayList<>();
  private final PlaceCheck check = new PlaceCheck(SubmissionReader::pointer);
  private Misfits misfits = (place, fault) -> faults.add(fault.at(pointer(place)));
  private final WantedReader wanted = new WantedReader("#", faults);
  private @Nullable String name;
  private Priority priority = Priority.NORMAL;
  private @Nullable Duration timeLimit;
  private boolean placesGiven;
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

  /// Reads the same body, and hands out what is wrong with its places instead of refusing it.
  ///
  /// @return what would be submitted without them
  static Submission look(byte[] body, BatchLimits limits, TargetRules rules, Misfits misfits) {
    var reader = new SubmissionReader(new JsonBody(body), limits.maxPlaces(), rules);
    reader.misfits = misfits;
    return reader.document.read(json -> reader.submission(json, limits.timeout()));
  }

  /// Reads what stands beside the places, where those come otherwise.
  ///
  /// @param faults takes what is wrong with it
  static Submission readOptions(byte[] body, BatchLimits limits, TargetRules rules, Faults faults) {
    var reader = new SubmissionReader(new JsonBody(body), limits.maxPlaces(), rules);
    Submission options =
        reader.document.read(json -> {
          reader.readFields(json, limits.timeout());
          return reader.submission();
        });
    reader.faults.kept().forEach(faults::add);
    return options;
  }

  private Submission submission(JsonParser json, Duration longest) {
    readFields(json, longest);
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
    return submission();
  }

  private Submission submission() {
    return new Submission(
        name == null ? "Batch of %,d places".formatted(places.size()) : name,
        places,
        priority,
        timeLimit,
        wanted.wanted(),
        callback.callback());
  }

  private void readFields(JsonParser json, Duration longest) {
    JsonBody.expectObject(json.nextToken());
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
    if (name.length() > MAX_NAME || !PlaceCheck.isPlainText(name)) {
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
        readPlace(json);
      } else {
        json.skipChildren();
      }
      placesSeen++;
    }
  }

  private void readPlace(JsonParser json) {
    PlaceCheck.Checked checked = check.read(document, json, placesSeen);
    byte[] bytes = checked.json();
    if (bytes != null) {
      places.add(bytes);
    }
    checked.faults().forEach(fault -> misfits.add(placesSeen, fault));
  }

  private static String pointer(int place) {
    return "#/places/" + place;
  }
}
