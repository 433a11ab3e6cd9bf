package dev.placemill.server.org;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of an API key once it has been shown: enough to tell it apart and to revoke it.
///
/// @param name what it is for, as whoever made it said
/// @param hint the key's last four characters
public record ApiKey(
    long keyId,
    String org,
    @Nullable String name,
    String hint,
    Instant createdAt,
    @Nullable Instant revokedAt) {}
