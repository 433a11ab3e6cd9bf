package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.PlainText;
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
  private final BatchLimits limits;
  private final @Nullable Vocabulary chosen;
  private final Faults faults = new Faults();
  private final CallbackReader callback;
  private final List<byte[]> places = new ArrayList<>();
  private final TermsReader terms = new TermsReader();
  private Misfits misfits = (place, fault) -> faults.add(fault.at(pointer(place)));
  private final WantedReader wanted = new WantedReader("#", faults);
  private @Nullable String name;
  private Priority priority = Priority.NORMAL;
  private @Nullable Duration timeLimit;
  private @Nullable Vocabulary form;
  private int placesSeen;

  private SubmissionReader(
      JsonBody document, BatchLimits limits, TargetRules rules, @Nullable Vocabulary chosen) {
    this.document = document;
    this.limits = limits;
    this.chosen = chosen;
    this.callback = new CallbackReader(document, rules, faults);
  }

  /// @param rules which addresses may be told of the batch's end
  /// @param chosen the words to answer in, or null for those of the request
  static Submission readSubmission(
      byte[] body, BatchLimits limits, TargetRules rules, @Nullable Vocabulary chosen) {
    var reader = new SubmissionReader(new JsonBody(body), limits, rules, chosen);
    return reader.document.read(reader::submission);
  }

  /// Reads the same body, and hands out what is wrong with its places instead of refusing it.
  ///
  /// @return what would be submitted without them
  static Submission look(byte[] body, BatchLimits limits, TargetRules rules, Misfits misfits) {
    var reader = new SubmissionReader(new JsonBody(body), limits, rules, null);
    reader.misfits = misfits;
    return reader.document.read(reader::submission);
  }

  /// Reads what stands beside the places, where those come otherwise.
  ///
  /// @param faults takes what is wrong with it
  static Submission readOptions(byte[] body, BatchLimits limits, TargetRules rules, Faults faults) {
    var reader = new SubmissionReader(new JsonBody(body), limits, rules, Vocabulary.PLACES);
    Submission options =
        reader.document.read(json -> {
          reader.readFields(json);
          return reader.submission(Submission.Terms.OF_THE_GUIDE);
        });
    faults.addAll(reader.faults);
    return options;
  }

  private Submission submission(JsonParser json) {
    readFields(json);
    Vocabulary as = form();
    if (placesSeen > most(as)) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "A batch holds at most %,d %s, this one has %,d; split it into several batches."
              .formatted(most(as), as.wireName(), placesSeen));
    }
    if (form == null) {
      faults.add(list(as), "is missing; it must be an array of places");
    } else if (placesSeen == 0 && faults.isEmpty()) {
      faults.add(list(as), "must hold at least one place");
    }
    Submission.Terms said = terms.terms(as, chosen == null ? as : chosen, faults);
    faults.refuse();
    return submission(said);
  }

  /// The form of the request, as far as it has one.
  private Vocabulary form() {
    if (form != null) {
      return form;
    }
    return chosen == null ? Vocabulary.PLACES : chosen;
  }

  private int most(Vocabulary as) {
    return as == Vocabulary.JOBS ? limits.maxJobs() : limits.maxPlaces();
  }

  private static String list(Vocabulary as) {
    return "#/" + as.wireName();
  }

  private Submission submission(Submission.Terms said) {
    return new Submission(
        name == null ? "Batch of %,d places".formatted(places.size()) : name,
        places,
        priority,
        timeLimit,
        wanted.wanted(),
        callback.callback(),
        said);
  }

  private void readFields(JsonParser json) {
    JsonBody.expectObject(json.nextToken());
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "batch_name" -> name = batchName(json, value);
        case "priority" -> priority = priority(json, value);
        case "time_limit_seconds" -> timeLimit = timeLimit(json, value);
        case CallbackReader.URL -> callback.readUrl(json, value);
        case CallbackReader.OBJECT -> callback.readObject(json, value);
        case WantedReader.ATTRIBUTES -> wanted.readAttributes(json);
        case WantedReader.ATTRIBUTE_SET -> wanted.readAttributeSet(json);
        case TermsReader.BATCH_ID -> terms.readBatchId(json, value);
        case TermsReader.KICK_OFF -> terms.readKickOff(json, value);
        case TermsReader.REFRESH -> terms.readRefresh(json, value);
        case "places" -> readPlaces(json, value, Vocabulary.PLACES);
        case "jobs" -> readPlaces(json, value, Vocabulary.JOBS);
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

  private @Nullable Duration timeLimit(JsonParser json, JsonToken value) {
    Duration longest = limits.timeout();
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
    if (name.length() > MAX_NAME || !PlainText.is(name)) {
      faults.add(
          "#/batch_name",
          "must be text of at most %d characters without control characters".formatted(MAX_NAME));
      return null;
    }
    return name.isEmpty() ? null : name;
  }

  private void readPlaces(JsonParser json, JsonToken value, Vocabulary as) {
    if (form != null) {
      faults.add(list(as), "must be given once, and either places or jobs");
      json.skipChildren();
      return;
    }
    form = as;
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      faults.add(list(as), "must be an array of places");
      return;
    }
    var check = new PlaceCheck(this::pointer, as);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (placesSeen < most(as)) {
        readPlace(json, check);
      } else {
        json.skipChildren();
      }
      placesSeen++;
    }
  }

  private void readPlace(JsonParser json, PlaceCheck check) {
    PlaceCheck.Checked checked = check.read(document, json, placesSeen);
    byte[] bytes = checked.json();
    if (bytes != null) {
      places.add(bytes);
    }
    checked.faults().forEach(fault -> misfits.add(placesSeen, fault));
  }

  private String pointer(int place) {
    return list(form()) + "/" + place;
  }
}
