package dev.placemill.server.batch;

import dev.placemill.server.batch.JsonBody.Span;
import dev.placemill.server.http.Faults;
import dev.placemill.server.webhook.Callback;
import dev.placemill.server.webhook.TargetRules;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads where a batch wants to be told of its end: `webhook_url`, or `webhook` with `url` and
/// `event_types`.
final class CallbackReader {
  static final String URL = "webhook_url";
  static final String OBJECT = "webhook";

  private static final int MOST_BYTES = 16 * 1024;

  private final JsonBody document;
  private final TargetRules rules;
  private final Faults faults;
  private @Nullable Callback callback;

  CallbackReader(JsonBody document, TargetRules rules, Faults faults) {
    this.document = document;
    this.rules = rules;
    this.faults = faults;
  }

  /// What was read, or null when the batch names nothing.
  @Nullable Callback callback() {
    return callback;
  }

  void readUrl(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value == JsonToken.VALUE_STRING) {
      take("#/" + URL, json.getString().strip(), List.of());
    } else {
      json.skipChildren();
      faults.add("#/" + URL, "must be a string");
    }
  }

  void readObject(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    Span span = JsonBody.passOver(json);
    String pointer = "#/" + OBJECT;
    if (value != JsonToken.START_OBJECT) {
      faults.add(pointer, "must be an object with url");
    } else if (span.bytes() > MOST_BYTES) {
      faults.add(pointer, "must take at most %d kB of JSON".formatted(MOST_BYTES / 1024));
    } else {
      readObject(pointer, document.tree(pointer, span));
    }
  }

  private void readObject(String pointer, JsonNode object) {
    JsonNode url = object.path("url");
    JsonNode types = object.path("event_types");
    boolean hasTypes = !types.isMissingNode() && !types.isNull();
    if (!url.isString()) {
      faults.add(pointer + "/url", "is missing; it must be an address as a string");
    } else if (hasTypes
        && !(types.isArray() && types.values().stream().allMatch(JsonNode::isString))) {
      faults.add(pointer + "/event_types", "must be an array of strings, or left out for all");
    } else {
      List<String> names =
          hasTypes
              ? types.values().stream().map(JsonNode::asString).distinct().toList()
              : List.of();
      rules.findFault(names).ifPresent(fault -> faults.add(pointer + "/event_types", fault));
      take(pointer + "/url", url.asString().strip(), names);
    }
  }

  private void take(String pointer, String url, List<String> eventTypes) {
    if (callback != null) {
      faults.add(pointer, "must be given once, either as webhook_url or within webhook");
    }
    rules.findFault(url).ifPresent(fault -> faults.add(pointer, fault));
    callback = new Callback(url, eventTypes);
  }
}
