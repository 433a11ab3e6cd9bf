package dev.placemill.server.org;

import dev.placemill.server.http.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `api_key`. Every method works inside the caller's transaction.
final class Keys {
  private Keys() {}

  private static final String ADD =
      """
      INSERT INTO api_key (org_id, name, hash, hint, scopes, created_at, expires_at)
      VALUES (:orgId, :name, :hash, :hint, :scopes, engine_now(), :expiresAt)
      RETURNING key_id
      """;

  /// @return the new key's id
  static long add(Handle handle, long orgId, NewKey wanted, KeySecret secret) {
    return handle
        .createQuery(ADD)
        .bind("orgId", orgId)
        .bind("name", wanted.name())
        .bind("hash", secret.hash())
        .bind("hint", secret.hint())
        .bind("scopes", ScopeText.of(wanted.scopes()))
        .bind("expiresAt", wanted.expiresAt())
        .mapTo(Long.class)
        .one();
  }

  /// Of a key that opens anything.
  static final String LIVE =
      """
      (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > engine_now()))
      """;

  private static final String KEYS =
      """
      SELECT key_id, org_id, slug, name, hint, scopes, k.created_at, expires_at, last_used_at,
        revoked_at, replaced_by, %s AS live
      FROM api_key k JOIN organization USING (org_id)
      """
          .formatted(LIVE);

  private static final String OF_ALL = KEYS + "ORDER BY slug, key_id";
  private static final String OF_ORGANIZATION = KEYS + "WHERE org_id = :orgId ORDER BY key_id";
  private static final String ONE = KEYS + "WHERE key_id = :keyId";

  // Somebody else may be about to rotate or revoke it too.
  private static final String ONE_LOCKED = ONE + " FOR UPDATE OF k";

  static List<ApiKey> ofAll(Handle handle) {
    return handle.createQuery(OF_ALL).map((row, _) -> key(row)).list();
  }

  static List<ApiKey> of(Handle handle, long orgId) {
    return handle
        .createQuery(OF_ORGANIZATION)
        .bind("orgId", orgId)
        .map((row, _) -> key(row))
        .list();
  }

  static Optional<ApiKey> find(Handle handle, long keyId) {
    return handle.createQuery(ONE).bind("keyId", keyId).map((row, _) -> key(row)).findOne();
  }

  static Optional<ApiKey> findOf(Handle handle, Caller caller) {
    return caller.keyId() == null ? Optional.empty() : find(handle, caller.keyId());
  }

  static Optional<ApiKey> findAndLock(Handle handle, long keyId) {
    return handle.createQuery(ONE_LOCKED).bind("keyId", keyId).map((row, _) -> key(row)).findOne();
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getLong("key_id"),
        row.getLong("org_id"),
        row.getString("slug"),
        row.getString("name"),
        row.getString("hint"),
        ScopeText.scopes(row.getString("scopes")),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("expires_at")),
        instant(row.getTimestamp("last_used_at")),
        instant(row.getTimestamp("revoked_at")),
        row.getObject("replaced_by", Long.class),
        row.getBoolean("live"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static final String COUNT_LIVE =
      """
      SELECT count(*) FROM api_key WHERE org_id = :orgId AND %s
      """
          .formatted(LIVE);

  static int countLive(Handle handle, long orgId) {
    return handle.createQuery(COUNT_LIVE).bind("orgId", orgId).mapTo(Integer.class).one();
  }

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = engine_now() WHERE key_id = :keyId AND revoked_at IS NULL
      """;

  /// Ends a key at once.
  ///
  /// @return whether it had not been revoked already
  static boolean revoke(Handle handle, long keyId) {
    return handle.createUpdate(REVOKE).bind("keyId", keyId).execute() > 0;
  }

  private static final String REPLACE =
      """
      UPDATE api_key SET replaced_by = :newId,
        expires_at = least(expires_at, engine_now() + :overlap * interval '1 second')
      WHERE key_id = :keyId
      """;

  /// Lets a key end after a while, another one having been made in its place.
  static void replace(Handle handle, long keyId, long newId, Duration overlap) {
    handle
        .createUpdate(REPLACE)
        .bind("keyId", keyId)
        .bind("newId", newId)
        .bind("overlap", overlap.toSeconds())
        .execute();
  }

  private static final String USED =
      """
      UPDATE api_key SET last_used_at = engine_now() WHERE key_id = ANY (:keyIds)
      """;

  static void used(Handle handle, List<Long> keyIds) {
    handle.createUpdate(USED).bind("keyIds", keyIds.toArray(Long[]::new)).execute();
  }

  private static final String DISCARD =
      """
      DELETE FROM api_key WHERE hash = :hash
      """;

  static void discard(Handle handle, KeySecret secret) {
    handle.createUpdate(DISCARD).bind("hash", secret.hash()).execute();
  }

  private static final String NOW =
      """
      SELECT engine_now()
      """;

  static Instant now(Handle handle) {
    return handle.createQuery(NOW).mapTo(Instant.class).one();
  }
}
