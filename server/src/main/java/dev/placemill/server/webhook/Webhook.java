package dev.placemill.server.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook as its organization sees it.
///
/// @param url null for the one that stands for the addresses of single batches
/// @param eventTypes what is sent there; empty for all
/// @param disabledReason `gone` or `by_request`, or null while it is enabled
/// @param oldSecretExpiresAt until when messages are signed with the secret before as well, or null
record Webhook(
    UUID id,
    @Nullable String url,
    List<String> eventTypes,
    @Nullable String description,
    boolean enabled,
    @Nullable String disabledReason,
    Instant createdAt,
    @Nullable Instant oldSecretExpiresAt) {
  /// The id of the one for the addresses of single batches, the same for every organization.
  static final String OF_BATCHES = "batch";

  Webhook {
    eventTypes = List.copyOf(eventTypes);
  }

  String publicId() {
    return url == null ? OF_BATCHES : PublicId.WEBHOOK.of(id);
  }
}
