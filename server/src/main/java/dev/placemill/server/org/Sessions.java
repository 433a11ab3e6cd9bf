package dev.placemill.server.org;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.OwnPage;
import dev.placemill.server.http.Request;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who is signed in to the console: each with a key, which is looked at with every request, so that
/// with the key all its sessions end, on every server. A server for one person lets everybody on
/// its machine in without one.
public final class Sessions {
  /// One more, and the oldest of the same key ends.
  private static final int MOST_OF_A_KEY = 100;

  private final Database database;
  private final CallerRows rows;
  private final SessionConfig config;
  private final SecureRandom random = new SecureRandom();

  /// @param token for the cookie, the only time it is known
  public record Begun(SessionToken token, SignedIn who) {}

  public Sessions(Database database, OrgConfig organizations, SessionConfig config) {
    this.database = database;
    this.rows = new CallerRows(organizations);
    this.config = config;
  }

  private static final String BEGIN =
      """
      INSERT INTO console_session (token_hash, key_id, created_at, used_at)
      SELECT :tokenHash, key_id, engine_now(), engine_now() FROM api_key
      WHERE hash = :keyHash AND %s
      RETURNING key_id
      """
          .formatted(Keys.LIVE);

  private static final String END_OLDEST =
      """
      DELETE FROM console_session WHERE token_hash IN (
        SELECT token_hash FROM console_session WHERE key_id = :keyId
        ORDER BY created_at DESC, token_hash OFFSET :most)
      """;

  /// Signs somebody in who has a key, in place of what the request was signed in as before.
  ///
  /// @return empty for a key that opens nothing
  public Optional<Begun> begin(Request request, String apiKey) {
    var secret = KeySecret.of(apiKey);
    if (!secret.isWellFormed()) {
      return Optional.empty();
    }
    var token = SessionToken.random(random);
    boolean begun =
        database.inTransaction(handle -> {
          Optional<Long> keyId =
              handle
                  .createQuery(BEGIN)
                  .bind("tokenHash", token.hash())
                  .bind("keyHash", secret.hash())
                  .mapTo(Long.class)
                  .findOne();
          keyId.ifPresent(id -> {
            SessionToken.find(request).ifPresent(before -> end(handle, before));
            handle.createUpdate(END_OLDEST).bind("keyId", id).bind("most", MOST_OF_A_KEY).execute();
          });
          return keyId.isPresent();
        });
    return begun ? find(token).map(who -> new Begun(token, who)) : Optional.empty();
  }

  private static final String FIND =
      """
      SELECT %s, used_at < engine_now() - interval '1 minute' AS stale,
        least(engine_now() + ? * interval '1 second', s.created_at + ? * interval '1 second',
          expires_at) AS until
      FROM console_session s JOIN api_key USING (key_id) JOIN organization USING (org_id)
      WHERE token_hash = ?
        AND used_at > engine_now() - ? * interval '1 second'
        AND s.created_at > engine_now() - ? * interval '1 second'
        AND %s
      """
          .formatted(CallerRows.COLUMNS, Keys.LIVE);

  private static final String USED =
      """
      UPDATE console_session SET used_at = engine_now() WHERE token_hash = ?
      """;

  private record Found(Caller caller, Timestamp until, boolean isStale) {}

  /// Who made a request that brings no key.
  ///
  /// @throws dev.placemill.server.http.ApiException for what a page of others may have asked for
  public Optional<Caller> findCaller(Request request) {
    Optional<SessionToken> token = SessionToken.find(request);
    Optional<Caller> found =
        token
            .flatMap(some -> database.withConnection(connection -> find(connection, some)))
            .map(Found::caller);
    if (found.isPresent()) {
      OwnPage.requireForChanges(request);
      return found;
    }
    return findOpen(request);
  }

  private Optional<Found> find(Connection connection, SessionToken token) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      long idle = config.idle().toSeconds();
      long longest = config.longest().toSeconds();
      find.setLong(1, idle);
      find.setLong(2, longest);
      find.setBytes(3, token.hash());
      find.setLong(4, idle);
      find.setLong(5, longest);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var found = new Found(rows.caller(row), row.getTimestamp("until"), row.getBoolean("stale"));
        if (found.isStale) {
          use(connection, token);
        }
        return Optional.of(found);
      }
    }
  }

  private static void use(Connection connection, SessionToken token) throws SQLException {
    try (PreparedStatement use = connection.prepareStatement(USED)) {
      use.setBytes(1, token.hash());
      use.executeUpdate();
    }
  }

  /// Who is signed in, and until when.
  public Optional<SignedIn> find(Request request) {
    Optional<SignedIn> found = SessionToken.find(request).flatMap(this::find);
    return found.isPresent()
        ? found
        : findOpen(request).map(caller -> new SignedIn(caller, null, null));
  }

  private Optional<SignedIn> find(SessionToken token) {
    return database
        .withConnection(connection -> find(connection, token))
        .flatMap(found ->
            database
                .withHandle(handle -> Keys.findOf(handle, found.caller))
                .map(key -> new SignedIn(found.caller, key, found.until.toInstant())));
  }

  private static final String FIND_ORGANIZATION =
      """
      SELECT %s FROM organization WHERE slug = ?
      """
          .formatted(CallerRows.OF_ORGANIZATION);

  private Optional<Caller> findOpen(Request request) {
    String open = config.openOrganization();
    if (open == null) {
      return Optional.empty();
    }
    ThisMachine.require(request);
    OwnPage.require(request);
    OwnPage.requireForChanges(request);
    return database.withConnection(connection -> {
      try (PreparedStatement find = connection.prepareStatement(FIND_ORGANIZATION)) {
        find.setString(1, open);
        try (ResultSet row = find.executeQuery()) {
          return row.next() ? Optional.of(rows.withoutKey(row)) : Optional.empty();
        }
      }
    });
  }

  private static final String END =
      """
      DELETE FROM console_session WHERE token_hash = :tokenHash
      """;

  /// Signs out whoever made a request.
  public void end(Request request) {
    SessionToken.find(request)
        .ifPresent(token -> database.useTransaction(handle -> end(handle, token)));
  }

  private static void end(Handle handle, SessionToken token) {
    handle.createUpdate(END).bind("tokenHash", token.hash()).execute();
  }

  private static final String FORGET =
      """
      DELETE FROM console_session
      WHERE used_at <= engine_now() - :idle * interval '1 second'
        OR created_at <= engine_now() - :longest * interval '1 second'
      """;

  /// Deletes what has ended.
  public void forget() {
    database.useTransaction(handle ->
        handle
            .createUpdate(FORGET)
            .bind("idle", config.idle().toSeconds())
            .bind("longest", config.longest().toSeconds())
            .execute());
  }
}
