package dev.placemill.server.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A batch that has ended, as a message tells it.
///
/// @param batch its id as clients know it
/// @param status `completed`, `partial` or `failed`
/// @param run 1 for the submission, one more for each reprocess
/// @param endedReason why it ended early, or null
public record BatchEnd(
    long orgId,
    UUID batchId,
    String batch,
    String name,
    String status,
    int run,
    int total,
    int completed,
    int failed,
    @Nullable String endedReason,
    Instant endedAt) {}
