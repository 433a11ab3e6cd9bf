package dev.placemill.server.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one message to one webhook, as its organization sees it.
///
/// @param url where it goes
/// @param state `pending`, `delivered` or `failed`
/// @param nextAttemptAt when it is tried next, or null when it is done
record Delivery(
    UUID id,
    UUID messageId,
    String type,
    String url,
    String state,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    List<Attempt> attempts) {
  /// One try.
  ///
  /// @param status of the answer, or null when there was none
  /// @param problem why there was none, or null
  record Attempt(
      int number,
      Instant triedAt,
      int tookMillis,
      @Nullable Integer status,
      @Nullable String problem) {}
}
