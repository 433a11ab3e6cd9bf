package dev.placemill.server.webhook;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Faults;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the bodies of requests about webhooks. Everything wrong with one is said at once; fields
/// that are not known are let through.
final class WebhookReader {
  static final Duration USUAL_OVERLAP = Duration.ofHours(24);
  static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private static final int MOST_BYTES = 64 * 1024;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Faults faults = new Faults();
  private final TargetRules rules;

  private WebhookReader(TargetRules rules) {
    this.rules = rules;
  }

  /// A new webhook or the change of one.
  ///
  /// @param isNew whether it must have an address
  static WebhookChange change(byte[] body, TargetRules rules, boolean isNew) {
    JsonNode json = object(body);
    var reader = new WebhookReader(rules);
    var change =
        new WebhookChange(
            reader.url(json.path("url"), isNew),
            reader.eventTypes(json.path("event_types")),
            reader.description(json.path("description")),
            reader.enabled(json.path("enabled")));
    reader.faults.refuse();
    return change;
  }

  /// How long an old secret stays good beside a new one; the body may be empty.
  static Duration overlap(byte[] body) {
    if (body.length == 0) {
      return USUAL_OVERLAP;
    }
    JsonNode seconds = object(body).path("overlap_seconds");
    if (isAbsent(seconds)) {
      return USUAL_OVERLAP;
    }
    if (!seconds.isIntegralNumber()
        || !seconds.canConvertToInt()
        || seconds.asInt() < 0
        || seconds.asInt() > LONGEST_OVERLAP.toSeconds()) {
      var faults = new Faults();
      faults.add(
          "#/overlap_seconds",
          "must be a whole number from 0 to %d".formatted(LONGEST_OVERLAP.toSeconds()));
      faults.refuse();
    }
    return Duration.ofSeconds(seconds.asInt());
  }

  private static JsonNode object(byte[] body) {
    if (body.length > MOST_BYTES) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE,
          "A request about a webhook takes at most %,d bytes.".formatted(MOST_BYTES));
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "The body is not valid JSON: %s".formatted(e.getOriginalMessage()));
    }
    throw new ApiException(
        ErrorCode.INVALID_REQUEST,
        "The body must be a JSON object.",
        List.of(new Fault("#", "must be an object")));
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private @Nullable String url(JsonNode value, boolean isNew) {
    if (isAbsent(value)) {
      if (isNew) {
        faults.add("#/url", "is missing; it must be an address like https://example.com");
      }
      return null;
    }
    if (!value.isString()) {
      faults.add("#/url", "must be a string");
      return null;
    }
    String url = value.asString().strip();
    rules.findFault(url).ifPresent(fault -> faults.add("#/url", fault));
    return url;
  }

  private @Nullable List<String> eventTypes(JsonNode value) {
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isArray() || !value.values().stream().allMatch(JsonNode::isString)) {
      faults.add(
          "#/event_types",
          "must be an array of %s, or left out for all"
              .formatted(String.join(", ", EventType.askedFor())));
      return null;
    }
    List<String> types = value.values().stream().map(JsonNode::asString).distinct().toList();
    rules.findFault(types).ifPresent(fault -> faults.add("#/event_types", fault));
    return types;
  }

  private @Nullable String description(JsonNode value) {
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isString()
        || value.asString().length() > LONGEST_DESCRIPTION
        || value.asString().codePoints().anyMatch(WebhookReader::isNoText)) {
      faults.add(
          "#/description",
          "must be text of at most %d characters without control characters"
              .formatted(LONGEST_DESCRIPTION));
      return null;
    }
    return value.asString().strip();
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private @Nullable Boolean enabled(JsonNode value) {
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isBoolean()) {
      faults.add("#/enabled", "must be true or false");
      return null;
    }
    return value.asBoolean();
  }
}
