package dev.placemill.server.org;

import dev.placemill.server.http.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of an API key once it has been shown: enough to tell it apart and to revoke it.
///
/// @param name what it is for, as whoever made it said
/// @param hint the key's last four characters
/// @param lastUsedAt to the minute
/// @param replacedBy the key that was made in its place
/// @param isLive whether it opens anything
public record ApiKey(
    long keyId,
    long orgId,
    String org,
    @Nullable String name,
    String hint,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Nullable Long replacedBy,
    boolean isLive) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /// `live`, `expired` or `revoked`.
  public String state() {
    if (isLive) {
      return "live";
    }
    return revokedAt == null ? "expired" : "revoked";
  }

  /// A key for the same purpose, with as long a life.
  NewKey successor(Instant now) {
    Instant end = expiresAt == null ? null : now.plus(Duration.between(createdAt, expiresAt));
    return new NewKey(name, scopes, end);
  }
}
