package dev.placemill.server.batch;

import dev.placemill.server.http.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of a reprocess request, which may be empty.
final class ReprocessReader {
  // Those of a request that the guide does not know; attributes may be in either.
  private static final Set<String> OF_THE_NEWER_API =
      Set.of("failed_only", "incomplete_only", "use_previous_invocation_params", "refresh");

  private final int maxPlaces;
  private final Faults faults = new Faults();

  private ReprocessReader(int maxPlaces) {
    this.maxPlaces = maxPlaces;
  }

  /// What a body asks for; an empty one for all that failed.
  static Reprocess read(byte[] body, BatchLimits limits) {
    var reader = new ReprocessReader(Math.max(limits.maxPlaces(), limits.maxJobs()));
    return new JsonBody(body).read(reader::reprocess);
  }

  private Reprocess reprocess(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first == null) {
      return Reprocess.DEFAULT;
    }
    JsonBody.expectObject(first);
    List<String> ids = null;
    Boolean failedOnly = null;
    Boolean incompleteOnly = null;
    boolean likeLastTime = false;
    boolean newer = false;
    var wanted = new WantedReader("#", faults);
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      newer |= OF_THE_NEWER_API.contains(field);
      switch (field) {
        case "place_ids" -> ids = value == JsonToken.VALUE_NULL ? null : idArray(json, value);
        case "failed_only" -> failedOnly = flag(json, value, field);
        case "incomplete_only" -> incompleteOnly = flag(json, value, field);
        case "use_previous_invocation_params" ->
            likeLastTime = Boolean.TRUE.equals(flag(json, value, field));
        case "refresh" -> flag(json, value, field);
        case WantedReader.ATTRIBUTES -> wanted.readAttributes(json);
        case WantedReader.ATTRIBUTE_SET -> wanted.readAttributeSet(json);
        default -> json.skipChildren();
      }
    }
    faults.refuse();
    return new Reprocess(
        ids, null, failedOnly, incompleteOnly, wanted.wanted(), likeLastTime, newer);
  }

  private @Nullable Boolean flag(JsonParser json, JsonToken value, String field) {
    json.skipChildren();
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> {
        faults.add("#/" + field, "must be true or false");
        yield null;
      }
    };
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
