package dev.placemill.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a message says: little, and where to read the rest.
final class Payload {
  private static final String LINK = "results_url";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Payload() {}

  /// @param org the name of the batch's organization
  static byte[] of(EventType type, BatchEnd end, String org) {
    ObjectNode data = JSON.createObjectNode();
    data.put("batch_id", end.batch());
    data.put("batch_name", end.name());
    data.put("status", end.status());
    data.put("run", end.run());
    data.put("total_count", end.total());
    data.put("completed_count", end.completed());
    data.put("failed_count", end.failed());
    if (end.endedReason() != null) {
      data.put("ended_reason", end.endedReason());
    }
    data.put(LINK, "/%s/place_enrichment/batches/%s".formatted(org, end.batch()));
    return message(type, end.endedAt(), data);
  }

  /// The message of a test.
  static byte[] test(UUID webhook, Instant now) {
    ObjectNode data = JSON.createObjectNode();
    data.put("webhook_id", PublicId.WEBHOOK.of(webhook));
    return message(EventType.WEBHOOK_TEST, now, data);
  }

  private static byte[] message(EventType type, Instant when, ObjectNode data) {
    ObjectNode message = JSON.createObjectNode();
    message.put("type", type.wireName());
    message.put("timestamp", when.truncatedTo(ChronoUnit.MILLIS).toString());
    message.set("data", data);
    return JSON.writeValueAsBytes(message);
  }

  /// The message with a whole address in place of one without a host.
  ///
  /// @param publicUrl where clients reach this server, or null when nobody has said so
  static byte[] linked(byte[] message, @Nullable URI publicUrl) {
    if (publicUrl == null
        || !(JSON.readTree(message) instanceof ObjectNode whole)
        || !(whole.get("data") instanceof ObjectNode data)
        || !data.has(LINK)) {
      return message;
    }
    String base = publicUrl.toString().replaceFirst("/$", "");
    data.put(LINK, base + data.path(LINK).asString());
    return JSON.writeValueAsBytes(whole);
  }
}
