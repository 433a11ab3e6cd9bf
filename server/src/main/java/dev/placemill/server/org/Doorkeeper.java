package dev.placemill.server.org;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.Authenticator;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.CallerLimits;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The server's answer to whose key it is, which the database gives for every single request: a key
/// that is revoked or expires opens nothing from that moment on.
public final class Doorkeeper implements Authenticator {
  private final Database database;
  private final int requestsPerMinute;
  private final Set<Long> usedKeys = ConcurrentHashMap.newKeySet();

  public Doorkeeper(Database database, OrgConfig config) {
    this.database = database;
    this.requestsPerMinute = config.requestsPerMinute();
  }

  private static final String FIND_CALLER =
      """
      SELECT org_id, slug, key_id, scopes, requests_per_minute, max_places, running_batches,
        open_slices
      FROM api_key JOIN organization USING (org_id)
      WHERE hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > engine_now())
      """;

  /// Asked for every request, so this goes past Jdbi, which takes longer over it than PostgreSQL.
  @Override
  public Optional<Caller> findCaller(String apiKey) {
    var secret = KeySecret.of(apiKey);
    if (!secret.isWellFormed()) {
      return Optional.empty();
    }
    Optional<Caller> found =
        database.withConnection(connection -> {
          try (PreparedStatement find = connection.prepareStatement(FIND_CALLER)) {
            find.setBytes(1, secret.hash());
            try (ResultSet row = find.executeQuery()) {
              return row.next() ? Optional.of(caller(row)) : Optional.empty();
            }
          }
        });
    found.ifPresent(caller -> usedKeys.add(caller.keyId()));
    return found;
  }

  private Caller caller(ResultSet row) throws SQLException {
    Integer ownRequestsPerMinute = row.getObject("requests_per_minute", Integer.class);
    return new Caller(
        row.getLong("org_id"),
        row.getString("slug"),
        row.getLong("key_id"),
        ScopeText.scopes(row.getString("scopes")),
        new CallerLimits(
            Objects.requireNonNullElse(ownRequestsPerMinute, requestsPerMinute),
            row.getObject("max_places", Integer.class),
            row.getObject("running_batches", Integer.class),
            row.getObject("open_slices", Integer.class)));
  }

  /// Writes down which keys were used since the last time.
  public void noteUse() {
    List<Long> used = List.copyOf(usedKeys);
    if (!used.isEmpty()) {
      database.useTransaction(handle -> Keys.used(handle, used));
      used.forEach(usedKeys::remove);
    }
  }
}
