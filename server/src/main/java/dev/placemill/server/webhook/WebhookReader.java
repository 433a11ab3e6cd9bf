package dev.placemill.server.webhook;

import dev.placemill.server.http.Faults;
import dev.placemill.server.http.SmallBody;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the bodies of requests about webhooks. Everything wrong with one is said at once; fields
/// that are not known are let through.
final class WebhookReader {
  static final Duration USUAL_OVERLAP = Duration.ofHours(24);
  static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private static final int LONGEST_DESCRIPTION = 500;

  private final Faults faults = new Faults();
  private final TargetRules rules;

  private WebhookReader(TargetRules rules) {
    this.rules = rules;
  }

  /// A new webhook or the change of one.
  ///
  /// @param isNew whether it must have an address
  static WebhookChange change(byte[] body, TargetRules rules, boolean isNew) {
    JsonNode json = SmallBody.object(body);
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
    return SmallBody.overlap(SmallBody.optional(body), USUAL_OVERLAP, LONGEST_OVERLAP);
  }

  private @Nullable String url(JsonNode value, boolean isNew) {
    if (SmallBody.isAbsent(value)) {
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
    if (SmallBody.isAbsent(value)) {
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
    if (SmallBody.isAbsent(value)) {
      return null;
    }
    if (!SmallBody.isText(value, LONGEST_DESCRIPTION)) {
      faults.add(
          "#/description",
          "must be text of at most %d characters without control characters"
              .formatted(LONGEST_DESCRIPTION));
      return null;
    }
    return value.asString().strip();
  }

  private @Nullable Boolean enabled(JsonNode value) {
    if (SmallBody.isAbsent(value)) {
      return null;
    }
    if (!value.isBoolean()) {
      faults.add("#/enabled", "must be true or false");
      return null;
    }
    return value.asBoolean();
  }
}
