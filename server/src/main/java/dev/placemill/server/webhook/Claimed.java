package dev.placemill.server.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that this node may send now.
///
/// @param ownUrl the address of the batch it tells of, or null when it goes to the webhook's own
/// @param target where it goes
/// @param batchId what it tells of, or null
/// @param attempts how often it was tried before
/// @param epoch the number of this claim
record Claimed(
    UUID id,
    long orgId,
    UUID webhookId,
    @Nullable String ownUrl,
    String target,
    UUID messageId,
    @Nullable UUID batchId,
    byte[] payload,
    int attempts,
    int epoch) {}
