package dev.placemill.server.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Webhooks and their log as the JSON a client reads.
final class WebhookJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private WebhookJson() {}

  static byte[] webhook(Webhook webhook) {
    return JSON.writeValueAsBytes(node(webhook));
  }

  /// A webhook with its secret, which is shown this once.
  static byte[] webhook(Webhook webhook, SigningSecret secret) {
    return JSON.writeValueAsBytes(node(webhook).put("secret", secret.reveal()));
  }

  static byte[] webhooks(List<Webhook> webhooks) {
    return items(webhooks.stream().map(WebhookJson::node));
  }

  private static ObjectNode node(Webhook webhook) {
    ObjectNode node = JSON.createObjectNode();
    node.put("webhook_id", webhook.publicId());
    if (webhook.url() != null) {
      node.put("url", webhook.url());
    }
    ArrayNode types = node.putArray("event_types");
    webhook.eventTypes().forEach(types::add);
    node.put("enabled", webhook.enabled());
    if (webhook.disabledReason() != null) {
      node.put("disabled_reason", webhook.disabledReason());
    }
    node.put("description", webhook.description());
    node.put("created_at", text(webhook.createdAt()));
    node.put("old_secret_expires_at", text(webhook.oldSecretExpiresAt()));
    return node;
  }

  static byte[] delivery(Delivery delivery) {
    return JSON.writeValueAsBytes(node(delivery));
  }

  static byte[] deliveries(List<Delivery> deliveries) {
    return items(deliveries.stream().map(WebhookJson::node));
  }

  private static ObjectNode node(Delivery delivery) {
    ObjectNode node = JSON.createObjectNode();
    node.put("delivery_id", PublicId.DELIVERY.of(delivery.id()));
    node.put("message_id", PublicId.MESSAGE.of(delivery.messageId()));
    node.put("event_type", delivery.type());
    node.put("url", delivery.url());
    node.put("state", delivery.state());
    node.put("created_at", text(delivery.createdAt()));
    node.put("next_attempt_at", text(delivery.nextAttemptAt()));
    ArrayNode attempts = node.putArray("attempts");
    for (Delivery.Attempt attempt : delivery.attempts()) {
      attempts
          .addObject()
          .put("number", attempt.number())
          .put("tried_at", text(attempt.triedAt()))
          .put("took_ms", attempt.tookMillis())
          .put("status_code", attempt.status())
          .put("problem", attempt.problem());
    }
    return node;
  }

  private static byte[] items(Stream<ObjectNode> nodes) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("items").addAll(nodes.toList());
    return JSON.writeValueAsBytes(root);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
