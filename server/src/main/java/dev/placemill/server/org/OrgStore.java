package dev.placemill.server.org;

import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Organizations and keys, for whoever runs the server: all of them, and without limits.
public final class OrgStore {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final String VERSION_PREFIX = "v1";

  /// For a key that a command makes for itself, should the command not come to discard it.
  private static final Duration LIFE_OF_A_PASSING_KEY = Duration.ofDays(30);

  private final Database database;
  private final KeyChange change = new KeyChange();

  public OrgStore(Database database) {
    this.database = database;
  }

  /// Makes a key for clients that send places and fetch results.
  ///
  /// @see #makeKey
  public String createKey(String slug, @Nullable String name) {
    return makeKey(slug, NewKey.usual(name));
  }

  /// Makes a key for an organization, and the organization too if it is new.
  ///
  /// @return the key's text, which is not kept and cannot be shown again
  /// @throws IllegalArgumentException for a name that cannot be an organization's, or a key that
  ///   would be expired at once
  public String makeKey(String slug, NewKey wanted) {
    requireSlug(slug);
    return database.inTransaction(handle -> {
      if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(Keys.now(handle))) {
        throw new IllegalArgumentException("A key must expire in the future.");
      }
      Author operator = Author.operator(organization(handle, slug));
      return change.create(handle, operator, wanted).secret().reveal();
    });
  }

  /// Makes an organization, if it is new.
  ///
  /// @throws IllegalArgumentException for a name that cannot be an organization's
  public void createOrganization(String slug) {
    requireSlug(slug);
    database.useTransaction(handle -> organization(handle, slug));
  }

  static boolean isSlug(String slug) {
    return SLUG.matcher(slug).matches() && !slug.equals(VERSION_PREFIX);
  }

  private static void requireSlug(String slug) {
    if (!isSlug(slug)) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be an organization's name: use 1 to 63 lower-case letters, digits, - and _, beginning with a letter or digit (and not \"v1\")."
              .formatted(slug));
    }
  }

  private static final String ADD_ORGANIZATION =
      """
      INSERT INTO organization (slug) VALUES (:slug)
      ON CONFLICT (slug) DO NOTHING
      """;

  private static final String ORGANIZATION_ID =
      """
      SELECT org_id FROM organization WHERE slug = :slug
      """;

  private static long organization(Handle handle, String slug) {
    handle.createUpdate(ADD_ORGANIZATION).bind("slug", slug).execute();
    return handle.createQuery(ORGANIZATION_ID).bind("slug", slug).mapTo(Long.class).one();
  }

  private static final String ORGANIZATIONS =
      """
      SELECT org_id, slug, o.created_at,
        count(key_id) FILTER (
          WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > engine_now())) AS live_keys
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

  public List<ApiKey> keys() {
    return database.withHandle(Keys::ofAll);
  }

  /// Makes a key in place of another, which stays good for a while.
  ///
  /// @return the new key's text; empty when there is no such key
  /// @throws IllegalArgumentException for a key that opens nothing any more, or was replaced
  public Optional<String> rotateKey(long keyId, Duration overlap) {
    return database.inTransaction(handle ->
        Keys.findAndLock(handle, keyId)
            .map(old -> {
              if (!old.isLive() || old.replacedBy() != null) {
                throw new IllegalArgumentException(
                    "Key %d cannot be rotated: it is %s."
                        .formatted(
                            keyId,
                            old.isLive() ? "replaced by key " + old.replacedBy() : old.state()));
              }
              Author operator = Author.operator(old.orgId());
              return change.rotate(handle, operator, old, overlap).secret().reveal();
            }));
  }

  /// Ends a key at once; doing so again changes nothing.
  ///
  /// @return whether there is such a key
  public boolean revokeKey(long keyId) {
    return database.inTransaction(handle -> {
      Optional<ApiKey> key = Keys.findAndLock(handle, keyId);
      key.ifPresent(known -> change.revoke(handle, Author.operator(known.orgId()), keyId));
      return key.isPresent();
    });
  }

  /// Makes a key for one command, which nobody ever sees and so nobody is told of.
  ///
  /// @return the key's text, to be discarded after the command
  public String createPassingKey(String slug) {
    requireSlug(slug);
    return database.inTransaction(handle -> {
      var wanted =
          new NewKey(
              "made for one command", Scope.USUAL, Keys.now(handle).plus(LIFE_OF_A_PASSING_KEY));
      return change.add(handle, organization(handle, slug), wanted).secret().reveal();
    });
  }

  /// Removes a key that was made for one command and never shown.
  public void discard(String apiKey) {
    database.useTransaction(handle -> Keys.discard(handle, KeySecret.of(apiKey)));
  }
}
