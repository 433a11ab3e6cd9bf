package dev.placemill.server.audit;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The log of what was done, newest first. An entry is written in the transaction of the deed, so
/// that there is one for everything that happened and none for what did not.
public final class Audit {
  private Audit() {}

  private static final String ADD =
      """
      INSERT INTO audit_entry (org_id, at, key_id, action, subject, detail, address, request_id)
      VALUES (:orgId, engine_now(), :keyId, :action, :subject, :detail, :address, :requestId)
      """;

  public static void add(Handle handle, Author author, Action action, String subject) {
    add(handle, author, action, subject, null);
  }

  /// @param detail what else there is to say, as a sentence; no secret
  public static void add(
      Handle handle, Author author, Action action, String subject, @Nullable String detail) {
    handle
        .createUpdate(ADD)
        .bindMethods(author)
        .bind("action", action.wireName())
        .bind("subject", subject)
        .bind("detail", detail)
        .execute();
  }

  private static final String PAGE =
      """
      SELECT entry_id, at, key_id, action, subject, detail, address, request_id
      FROM audit_entry WHERE org_id = :orgId AND entry_id < :before
      ORDER BY entry_id DESC LIMIT :limit
      """;

  /// @param before only what is older than this entry
  static List<AuditEntry> page(Handle handle, long orgId, long before, int limit) {
    return handle
        .createQuery(PAGE)
        .bind("orgId", orgId)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) ->
            new AuditEntry(
                row.getLong("entry_id"),
                row.getTimestamp("at").toInstant(),
                row.getObject("key_id", Long.class),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("address"),
                row.getString("request_id")))
        .list();
  }

  private static final String FORGET =
      """
      DELETE FROM audit_entry WHERE at < engine_now() - :kept * interval '1 second'
      """;

  /// Deletes what is older.
  public static void forget(Handle handle, Duration kept) {
    handle.createUpdate(FORGET).bind("kept", kept.toSeconds()).execute();
  }
}
