package dev.placemill.server.batch;

import dev.placemill.server.http.Faults;
import dev.placemill.server.http.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what a client of the newer API wants changed of its batches.
final class ChangeReader {
  private static final int MAX_NAME = 500;
  private static final int MOST_BATCHES = 1_000;

  /// What is to be changed; null for what is to stay.
  ///
  /// @param batches whose ids are named; empty when none are
  record Change(@Nullable String name, @Nullable Boolean refresh, List<String> batches) {
    /// Whether the batches are worked anew every month from now on, which was said.
    boolean refreshes() {
      return Boolean.TRUE.equals(refresh);
    }
  }

  private final Faults faults = new Faults();

  private ChangeReader() {}

  /// Of one batch, which the path names.
  static Change read(byte[] body) {
    return new JsonBody(body).read(json -> new ChangeReader().change(json, false));
  }

  /// Of several, which the body names.
  static Change readOfSeveral(byte[] body) {
    return new JsonBody(body).read(json -> new ChangeReader().change(json, true));
  }

  private Change change(JsonParser json, boolean ofSeveral) {
    JsonBody.expectObject(json.nextToken());
    String name = null;
    Boolean refresh = null;
    List<String> batches = new ArrayList<>();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "batch_name" -> name = ofSeveral ? null : name(json, value);
        case "refresh" -> refresh = flag(value);
        case "batch_ids" -> {
          if (ofSeveral) {
            readIds(json, value, batches);
          }
        }
        default -> {}
      }
      json.skipChildren();
    }
    if (ofSeveral && batches.isEmpty() && faults.isEmpty()) {
      faults.add("#/batch_ids", "must name at least one batch");
    }
    if (ofSeveral && refresh == null && faults.isEmpty()) {
      faults.add("#/refresh", "is missing; it must be true or false");
    }
    faults.refuse();
    return new Change(name, refresh, batches);
  }

  private @Nullable String name(JsonParser json, JsonToken value) {
    String name = value == JsonToken.VALUE_STRING ? json.getString().strip() : "";
    if (name.isEmpty() || name.length() > MAX_NAME || !PlainText.is(name)) {
      faults.add(
          "#/batch_name",
          "must be text of 1 to %d characters without control characters".formatted(MAX_NAME));
      return null;
    }
    return name;
  }

  private @Nullable Boolean flag(JsonToken value) {
    if (!value.isBoolean()) {
      faults.add("#/refresh", "must be true or false");
      return null;
    }
    return value == JsonToken.VALUE_TRUE;
  }

  private void readIds(JsonParser json, JsonToken value, List<String> batches) {
    if (value != JsonToken.START_ARRAY) {
      faults.add("#/batch_ids", "must be an array of ids of batches");
      return;
    }
    int seen = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.VALUE_STRING && seen < MOST_BATCHES) {
        batches.add(json.getString());
      } else if (token != JsonToken.VALUE_STRING) {
        json.skipChildren();
        faults.add("#/batch_ids/" + seen, "must be a string");
      }
      seen++;
    }
    if (seen > MOST_BATCHES) {
      faults.add(
          "#/batch_ids",
          "must name at most %,d batches, this names %,d".formatted(MOST_BATCHES, seen));
    }
  }
}
