package dev.placemill.server.org;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.Authenticator;
import dev.placemill.server.http.Caller;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Organizations and keys in the database, and the server's answer to whose key it is.
public final class OrgStore implements Authenticator {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final String VERSION_PREFIX = "v1";

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  public OrgStore(Database database) {
    this.database = database;
  }

  private static final String ADD_ORGANIZATION =
      """
      INSERT INTO organization (slug) VALUES (:slug)
      ON CONFLICT (slug) DO NOTHING
      """;

  private static final String ADD_KEY =
      """
      INSERT INTO api_key (org_id, name, hash, hint)
      SELECT org_id, :name, :hash, :hint FROM organization WHERE slug = :slug
      """;

  /// Makes a key for an organization, and the organization too if it is new.
  ///
  /// @param name what the key is for, or null
  /// @return the key's text, which is not kept and cannot be shown again
  /// @throws IllegalArgumentException for a name that cannot be an organization's
  public String createKey(String slug, @Nullable String name) {
    if (!SLUG.matcher(slug).matches() || slug.equals(VERSION_PREFIX)) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be an organization's name: use 1 to 63 lower-case letters, digits, - and _, beginning with a letter or digit (and not \"v1\")."
              .formatted(slug));
    }
    var secret = KeySecret.random(random);
    database.inTransaction(handle -> {
      handle.createUpdate(ADD_ORGANIZATION).bind("slug", slug).execute();
      return handle
          .createUpdate(ADD_KEY)
          .bind("slug", slug)
          .bind("name", name)
          .bind("hash", secret.hash())
          .bind("hint", secret.hint())
          .execute();
    });
    return secret.reveal();
  }

  private static final String FIND_CALLER =
      """
      SELECT org_id, slug FROM api_key JOIN organization USING (org_id)
      WHERE hash = ? AND revoked_at IS NULL
      """;

  /// Asked for every request, so this goes past Jdbi, which takes longer over it than PostgreSQL.
  @Override
  public Optional<Caller> findCaller(String apiKey) {
    var secret = KeySecret.of(apiKey);
    if (!secret.isWellFormed()) {
      return Optional.empty();
    }
    return database.withConnection(connection -> {
      try (PreparedStatement find = connection.prepareStatement(FIND_CALLER)) {
        find.setBytes(1, secret.hash());
        try (ResultSet row = find.executeQuery()) {
          return row.next()
              ? Optional.of(new Caller(row.getLong("org_id"), row.getString("slug")))
              : Optional.empty();
        }
      }
    });
  }

  private static final String ORGANIZATIONS =
      """
      SELECT org_id, slug, o.created_at,
        count(key_id) FILTER (WHERE revoked_at IS NULL) AS live_keys
      FROM organization o LEFT JOIN api_key USING (org_id)
      GROUP BY org_id
      ORDER BY slug
      """;

  public List<Organization> organizations() {
    return database.withHandle(handle ->
        handle
            .createQuery(ORGANIZATIONS)
            .map((row, _) ->
                new Organization(
                    row.getLong("org_id"),
                    row.getString("slug"),
                    row.getInt("live_keys"),
                    row.getTimestamp("created_at").toInstant()))
            .list());
  }

  private static final String KEYS =
      """
      SELECT key_id, slug, name, hint, k.created_at, revoked_at
      FROM api_key k JOIN organization USING (org_id)
      ORDER BY slug, key_id
      """;

  public List<ApiKey> keys() {
    return database.withHandle(handle ->
        handle
            .createQuery(KEYS)
            .map((row, _) -> {
              Timestamp revokedAt = row.getTimestamp("revoked_at");
              return new ApiKey(
                  row.getLong("key_id"),
                  row.getString("slug"),
                  row.getString("name"),
                  row.getString("hint"),
                  row.getTimestamp("created_at").toInstant(),
                  revokedAt == null ? null : revokedAt.toInstant());
            })
            .list());
  }

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE key_id = :keyId
      """;

  /// Ends a key at once; doing so again changes nothing.
  ///
  /// @return whether there is such a key
  public boolean revokeKey(long keyId) {
    return database.inTransaction(
        (Handle handle) -> handle.createUpdate(REVOKE).bind("keyId", keyId).execute() > 0);
  }

  private static final String DISCARD =
      """
      DELETE FROM api_key WHERE hash = :hash
      """;

  /// Removes a key that was made for one command and never shown.
  public void discard(String apiKey) {
    byte[] hash = KeySecret.of(apiKey).hash();
    database.inTransaction(handle -> handle.createUpdate(DISCARD).bind("hash", hash).execute());
  }
}
