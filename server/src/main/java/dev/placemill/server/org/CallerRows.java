package dev.placemill.server.org;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.CallerLimits;
import dev.placemill.server.http.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Callers as the database has them.
final class CallerRows {
  /// Of an organization.
  static final String OF_ORGANIZATION =
      "org_id, slug, requests_per_minute, max_places, running_batches, open_slices";

  /// Of a key and its organization.
  static final String COLUMNS = OF_ORGANIZATION + ", key_id, scopes";

  private final int requestsPerMinute;

  CallerRows(OrgConfig config) {
    this.requestsPerMinute = config.requestsPerMinute();
  }

  /// Of a row with [#COLUMNS].
  Caller caller(ResultSet row) throws SQLException {
    return caller(row, row.getLong("key_id"), ScopeText.scopes(row.getString("scopes")));
  }

  /// Of a row with [#OF_ORGANIZATION], for somebody without a key, who may do everything.
  Caller withoutKey(ResultSet row) throws SQLException {
    return caller(row, null, Set.of(Scope.values()));
  }

  private Caller caller(ResultSet row, @Nullable Long keyId, Set<Scope> scopes)
      throws SQLException {
    Integer ownRequestsPerMinute = row.getObject("requests_per_minute", Integer.class);
    return new Caller(
        row.getLong("org_id"),
        row.getString("slug"),
        keyId,
        scopes,
        new CallerLimits(
            Objects.requireNonNullElse(ownRequestsPerMinute, requestsPerMinute),
            row.getObject("max_places", Integer.class),
            row.getObject("running_batches", Integer.class),
            row.getObject("open_slices", Integer.class)));
  }
}
