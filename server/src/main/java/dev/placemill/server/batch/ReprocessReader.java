package dev.placemill.server.batch;

import dev.placemill.server.http.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the body of a reprocess request, which may be empty.
final class ReprocessReader {
  private final int maxPlaces;
  private final Faults faults = new Faults();

  private ReprocessReader(int maxPlaces) {
    this.maxPlaces = maxPlaces;
  }

  /// The place ids, or empty when the body names none.
  static Optional<List<String>> readPlaceIds(byte[] body, BatchLimits limits) {
    var reader = new ReprocessReader(limits.maxPlaces());
    return new JsonBody(body).read(reader::placeIds);
  }

  private Optional<List<String>> placeIds(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first == null) {
      return Optional.empty();
    }
    JsonBody.expectObject(first);
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
