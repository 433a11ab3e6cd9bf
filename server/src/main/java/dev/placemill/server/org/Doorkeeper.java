package dev.placemill.server.org;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.Authenticator;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The server's answer to whose key it is, which the database gives for every single request: a key
/// that is revoked or expires opens nothing from that moment on.
public final class Doorkeeper implements Authenticator {
  private final Database database;
  private final CallerRows rows;
  private final @Nullable Sessions sessions;
  private final Set<Long> usedKeys = ConcurrentHashMap.newKeySet();

  /// @param sessions who is signed in to the console, or null where there is none
  public Doorkeeper(Database database, OrgConfig config, @Nullable Sessions sessions) {
    this.database = database;
    this.rows = new CallerRows(config);
    this.sessions = sessions;
  }

  private static final String FIND_CALLER =
      """
      SELECT %s FROM api_key JOIN organization USING (org_id) WHERE hash = ? AND %s
      """
          .formatted(CallerRows.COLUMNS, Keys.LIVE);

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
              return row.next() ? Optional.of(rows.caller(row)) : Optional.empty();
            }
          }
        });
    found.ifPresent(this::note);
    return found;
  }

  @Override
  public Optional<Caller> findGuest(Request request) {
    if (sessions == null) {
      return Optional.empty();
    }
    Optional<Caller> found = sessions.findCaller(request);
    found.ifPresent(this::note);
    return found;
  }

  private void note(Caller caller) {
    if (caller.keyId() != null) {
      usedKeys.add(caller.keyId());
    }
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
