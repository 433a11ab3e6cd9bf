package dev.placemill.server.webhook;

import dev.placemill.server.http.Caller;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables `webhook` and `webhook_secret`. Every method works inside the caller's transaction.
final class Webhooks {
  private Webhooks() {}

  private static final String ADD =
      """
      INSERT INTO webhook (webhook_id, org_id, org, url, event_types, description, enabled,
        disabled_reason, created_at)
      VALUES (:id, :orgId, :org, :url, :types, :description, :enabled,
        CASE WHEN NOT :enabled THEN 'by_request' END, engine_now())
      ON CONFLICT DO NOTHING
      """;

  /// Adds a webhook with its first secret.
  static UUID add(Handle handle, Caller caller, WebhookChange wanted, SigningSecret secret) {
    UUID id = UUID.randomUUID();
    insert(handle, caller, id, wanted);
    addSecret(handle, id, secret);
    return id;
  }

  private static void insert(Handle handle, Caller caller, UUID id, WebhookChange wanted) {
    List<String> types = Objects.requireNonNullElse(wanted.eventTypes(), List.of());
    handle
        .createUpdate(ADD)
        .bind("id", id)
        .bind("orgId", caller.orgId())
        .bind("org", caller.org())
        .bind("url", wanted.url())
        .bind("types", types.toArray(String[]::new))
        .bind("description", emptyAsNull(wanted.description()))
        .bind("enabled", !Boolean.FALSE.equals(wanted.enabled()))
        .execute();
  }

  /// Makes sure of the one that stands for the addresses of single batches.
  static void addOfBatches(Handle handle, Caller caller) {
    insert(handle, caller, UUID.randomUUID(), new WebhookChange(null, null, null, null));
  }

  private static @Nullable String emptyAsNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static final String COUNT =
      """
      SELECT count(*) FROM webhook WHERE org_id = :orgId AND url IS NOT NULL
      """;

  static int count(Handle handle, long orgId) {
    return handle.createQuery(COUNT).bind("orgId", orgId).mapTo(Integer.class).one();
  }

  private static final String VIEW =
      """
      SELECT webhook_id, url, event_types, description, enabled, disabled_reason, w.created_at,
        max(s.expires_at) FILTER (WHERE s.expires_at > engine_now()) AS old_secret_expires_at
      FROM webhook w LEFT JOIN webhook_secret s USING (webhook_id)
      WHERE org_id = :orgId AND %s
      GROUP BY webhook_id
      ORDER BY w.created_at, webhook_id
      """;

  private static final String LIST = VIEW.formatted("url IS NOT NULL");
  private static final String ONE = VIEW.formatted("url IS NOT NULL AND webhook_id = :id");
  private static final String OF_BATCHES = VIEW.formatted("url IS NULL");

  static List<Webhook> list(Handle handle, long orgId) {
    return handle.createQuery(LIST).bind("orgId", orgId).map((row, _) -> webhook(row)).list();
  }

  /// @param publicId as clients know it
  static Optional<Webhook> find(Handle handle, long orgId, String publicId) {
    if (publicId.equals(Webhook.OF_BATCHES)) {
      return handle
          .createQuery(OF_BATCHES)
          .bind("orgId", orgId)
          .map((row, _) -> webhook(row))
          .findOne();
    }
    return PublicId.WEBHOOK
        .find(publicId)
        .flatMap(id ->
            handle
                .createQuery(ONE)
                .bind("orgId", orgId)
                .bind("id", id)
                .map((row, _) -> webhook(row))
                .findOne());
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    Timestamp expiry = row.getTimestamp("old_secret_expires_at");
    return new Webhook(
        row.getObject("webhook_id", UUID.class),
        row.getString("url"),
        texts(row.getArray("event_types")),
        row.getString("description"),
        row.getBoolean("enabled"),
        row.getString("disabled_reason"),
        row.getTimestamp("created_at").toInstant(),
        expiry == null ? null : expiry.toInstant());
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static final String CHANGE =
      """
      UPDATE webhook SET url = coalesce(:url, url), event_types = coalesce(:types, event_types),
        description = CASE WHEN :describes THEN :description ELSE description END
      WHERE webhook_id = :id
      """;

  static void change(Handle handle, UUID id, WebhookChange change) {
    List<String> types = change.eventTypes();
    handle
        .createUpdate(CHANGE)
        .bind("id", id)
        .bind("url", change.url())
        .bind("types", types == null ? null : types.toArray(String[]::new))
        .bind("describes", change.description() != null)
        .bind("description", emptyAsNull(change.description()))
        .execute();
    if (Boolean.TRUE.equals(change.enabled())) {
      handle.createUpdate(ENABLE).bind("id", id).execute();
    } else if (Boolean.FALSE.equals(change.enabled())) {
      disable(handle, id, "by_request");
    }
  }

  private static final String ENABLE =
      """
      UPDATE webhook SET enabled = true, disabled_reason = NULL WHERE webhook_id = :id
      """;

  private static final String DISABLE =
      """
      UPDATE webhook SET enabled = false, disabled_reason = :reason
      WHERE webhook_id = :id AND enabled
      """;

  /// Sends no more there, neither what is to come nor what is left.
  static void disable(Handle handle, UUID id, String reason) {
    handle.createUpdate(DISABLE).bind("id", id).bind("reason", reason).execute();
    Deliveries.giveUp(handle, id);
  }

  private static final String DELETE =
      """
      DELETE FROM webhook WHERE webhook_id = :id
      """;

  /// Deletes a webhook with its secrets and its log.
  static void delete(Handle handle, UUID id) {
    handle.createUpdate(DELETE).bind("id", id).execute();
  }

  private static final String LOCK =
      """
      SELECT 1 FROM webhook WHERE webhook_id = :id FOR NO KEY UPDATE
      """;

  /// Orders what changes a webhook or several of its messages at once, so that nothing deadlocks.
  /// Messages may be added meanwhile.
  static void lock(Handle handle, UUID id) {
    handle.createQuery(LOCK).bind("id", id).mapTo(Integer.class).list();
  }

  private static final String DROP_OLD =
      """
      DELETE FROM webhook_secret WHERE webhook_id = :id AND expires_at IS NOT NULL
      """;

  private static final String EXPIRE =
      """
      UPDATE webhook_secret SET expires_at = engine_now() + :overlap * interval '1 millisecond'
      WHERE webhook_id = :id
      """;

  private static final String ADD_SECRET =
      """
      INSERT INTO webhook_secret (webhook_id, secret, created_at)
      VALUES (:id, :secret, engine_now())
      """;

  /// Signs with a new secret from here on, and with the one before as well for a while. One that
  /// was on its way out already ends now, so that there are never more than two.
  static void rotate(Handle handle, UUID id, SigningSecret secret, Duration overlap) {
    lock(handle, id);
    handle.createUpdate(DROP_OLD).bind("id", id).execute();
    handle.createUpdate(EXPIRE).bind("id", id).bind("overlap", overlap.toMillis()).execute();
    addSecret(handle, id, secret);
  }

  private static void addSecret(Handle handle, UUID id, SigningSecret secret) {
    handle.createUpdate(ADD_SECRET).bind("id", id).bind("secret", secret.bytes()).execute();
  }

  private static final String LIVE_SECRETS =
      """
      SELECT secret FROM webhook_secret
      WHERE webhook_id = :id AND (expires_at IS NULL OR expires_at > engine_now())
      ORDER BY secret_id DESC
      """;

  /// What a message is signed with, the newest first.
  static List<SigningSecret> secrets(Handle handle, UUID id) {
    return handle
        .createQuery(LIVE_SECRETS)
        .bind("id", id)
        .map((row, _) -> new SigningSecret(row.getBytes("secret")))
        .list();
  }
}
