package dev.placemill.server.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The tables `webhook_delivery` and `webhook_attempt`: what is to be sent, and what became of it.
/// With [Outbox] it shares `webhook_callback`. Every method works inside the caller's transaction.
final class Deliveries {
  private Deliveries() {}

  // Some of each webhook, so that one whose receiver hangs does not keep the others waiting.
  private static final String CLAIM =
      """
      WITH due AS (
        SELECT d.delivery_id
        FROM (
            SELECT DISTINCT webhook_id FROM webhook_delivery
            WHERE due_at <= engine_now() AND webhook_id <> ALL (:busy)) AS receiver
          CROSS JOIN LATERAL (
            SELECT delivery_id FROM webhook_delivery
            WHERE webhook_id = receiver.webhook_id AND due_at <= engine_now()
            ORDER BY due_at LIMIT :each
            FOR UPDATE SKIP LOCKED) AS d
        LIMIT :limit)
      UPDATE webhook_delivery d
      SET due_at = engine_now() + :lease * interval '1 millisecond', epoch = epoch + 1
      FROM due, webhook w
      WHERE d.delivery_id = due.delivery_id AND w.webhook_id = d.webhook_id
      RETURNING d.delivery_id, d.org_id, d.webhook_id, d.url, coalesce(d.url, w.url) AS target,
        d.message_id, d.batch_id, d.payload, d.attempts, d.epoch
      """;

  /// Claims what is due. A claim ends by itself after a while, for nodes die.
  ///
  /// @param busy webhooks that have enough in work
  /// @param each the most messages of one webhook
  static List<Claimed> claim(
      Handle handle, Collection<UUID> busy, int each, int limit, Duration lease) {
    return handle
        .createQuery(CLAIM)
        .bind("busy", busy.toArray(UUID[]::new))
        .bind("each", each)
        .bind("limit", limit)
        .bind("lease", lease.toMillis())
        .map((row, _) ->
            new Claimed(
                row.getObject("delivery_id", UUID.class),
                row.getLong("org_id"),
                row.getObject("webhook_id", UUID.class),
                row.getString("url"),
                row.getString("target"),
                row.getObject("message_id", UUID.class),
                row.getObject("batch_id", UUID.class),
                row.getBytes("payload"),
                row.getInt("attempts"),
                row.getInt("epoch")))
        .list();
  }

  private static final String FINISH =
      """
      UPDATE webhook_delivery SET attempts = attempts + 1, state = :state,
        due_at = CASE WHEN :state = 'pending'
          THEN engine_now() + :pause * interval '1 millisecond' END
      WHERE delivery_id = :id AND epoch = :epoch AND due_at IS NOT NULL
      """;

  private static final String NOTE =
      """
      INSERT INTO webhook_attempt (delivery_id, number, tried_at, took_ms, status, problem)
      VALUES (:id, :number, engine_now(), :took, :status, :problem)
      """;

  /// Notes an attempt and what follows from it.
  ///
  /// @return whether the claim still held; else nothing was changed
  static boolean finish(Handle handle, Claimed claimed, Verdict verdict, Delivery.Attempt attempt) {
    Duration pause = verdict.pause();
    boolean held =
        handle
                .createUpdate(FINISH)
                .bind("id", claimed.id())
                .bind("epoch", claimed.epoch())
                .bind("state", verdict.state())
                .bind("pause", pause == null ? 0L : pause.toMillis())
                .execute()
            > 0;
    if (held) {
      handle
          .createUpdate(NOTE)
          .bind("id", claimed.id())
          .bind("number", attempt.number())
          .bind("took", attempt.tookMillis())
          .bind("status", attempt.status())
          .bind("problem", attempt.problem())
          .execute();
    }
    return held;
  }

  private static final String HOLD_BACK =
      """
      UPDATE webhook_delivery
      SET due_at = greatest(due_at, engine_now() + :pause * interval '1 millisecond')
      WHERE webhook_id = :webhookId AND url IS NOT DISTINCT FROM :url AND due_at IS NOT NULL
      """;

  /// Sends nothing to a receiver for a while that has more than it can take.
  static void holdBack(Handle handle, Claimed claimed, Duration pause) {
    handle
        .createUpdate(HOLD_BACK)
        .bind("webhookId", claimed.webhookId())
        .bind("url", claimed.ownUrl())
        .bind("pause", pause.toMillis())
        .execute();
  }

  private static final String FORGET_CALLBACK =
      """
      DELETE FROM webhook_callback
      WHERE org_id = :orgId AND batch_id = :batchId AND url = :url
      """;

  /// Tells the address of a batch nothing any more.
  static void forgetCallback(Handle handle, Claimed claimed) {
    handle
        .createUpdate(FORGET_CALLBACK)
        .bind("orgId", claimed.orgId())
        .bind("batchId", claimed.batchId())
        .bind("url", claimed.ownUrl())
        .execute();
  }

  private static final String GIVE_UP =
      """
      UPDATE webhook_delivery SET state = 'failed', due_at = NULL
      WHERE webhook_id = :id AND due_at IS NOT NULL
      """;

  /// Ends all that is left to be sent to a webhook.
  static void giveUp(Handle handle, UUID webhookId) {
    handle.createUpdate(GIVE_UP).bind("id", webhookId).execute();
  }

  private static final String ADD_TEST =
      """
      INSERT INTO webhook_delivery
        (delivery_id, org_id, webhook_id, message_id, event_type, payload, state, created_at, due_at)
      SELECT :id, org_id, webhook_id, :message, :type, :payload, 'pending', engine_now(),
        engine_now()
      FROM webhook WHERE webhook_id = :webhookId
      """;

  /// Leaves a test to be sent.
  ///
  /// @return its delivery
  static UUID addTest(Handle handle, UUID webhookId) {
    Instant now = handle.createQuery("SELECT engine_now()").mapTo(Instant.class).one();
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(ADD_TEST)
        .bind("id", id)
        .bind("message", UUID.randomUUID())
        .bind("type", EventType.WEBHOOK_TEST.wireName())
        .bind("payload", Payload.test(webhookId, now))
        .bind("webhookId", webhookId)
        .execute();
    return id;
  }

  private static final String RESEND =
      """
      INSERT INTO webhook_delivery (delivery_id, org_id, webhook_id, url, message_id, event_type,
        batch_id, payload, state, created_at, due_at)
      SELECT :again, org_id, webhook_id, url, message_id, event_type,
        batch_id, payload, 'pending', engine_now(), engine_now()
      FROM webhook_delivery WHERE webhook_id = :webhookId AND delivery_id = :id
      """;

  /// Leaves the same message to be sent once more, whatever became of it.
  ///
  /// @return the new delivery; empty when there is no such old one
  static Optional<UUID> resend(Handle handle, UUID webhookId, UUID id) {
    UUID again = UUID.randomUUID();
    int added =
        handle
            .createUpdate(RESEND)
            .bind("again", again)
            .bind("webhookId", webhookId)
            .bind("id", id)
            .execute();
    return added > 0 ? Optional.of(again) : Optional.empty();
  }

  private static final String VIEW =
      """
      SELECT delivery_id, message_id, event_type, coalesce(d.url, w.url) AS target, state,
        d.created_at, due_at
      FROM webhook_delivery d JOIN webhook w USING (webhook_id)
      WHERE webhook_id = :webhookId AND %s
      ORDER BY d.created_at DESC, delivery_id LIMIT :limit
      """;

  private static final String LATEST = VIEW.formatted("true");
  private static final String ONE = VIEW.formatted("delivery_id = :id");

  private static final String ATTEMPTS =
      """
      SELECT number, tried_at, took_ms, status, problem FROM webhook_attempt
      WHERE delivery_id = :id ORDER BY number
      """;

  /// What was sent lately, the newest first.
  static List<Delivery> latest(Handle handle, UUID webhookId, int limit) {
    return handle
        .createQuery(LATEST)
        .bind("webhookId", webhookId)
        .bind("limit", limit)
        .map((row, _) -> delivery(handle, row))
        .list();
  }

  static Delivery one(Handle handle, UUID webhookId, UUID id) {
    return handle
        .createQuery(ONE)
        .bind("webhookId", webhookId)
        .bind("id", id)
        .bind("limit", 1)
        .map((row, _) -> delivery(handle, row))
        .one();
  }

  private static Delivery delivery(Handle handle, ResultSet row) throws SQLException {
    UUID id = row.getObject("delivery_id", UUID.class);
    Timestamp due = row.getTimestamp("due_at");
    return new Delivery(
        id,
        row.getObject("message_id", UUID.class),
        row.getString("event_type"),
        row.getString("target"),
        row.getString("state"),
        row.getTimestamp("created_at").toInstant(),
        due == null ? null : due.toInstant(),
        attempts(handle, id));
  }

  private static List<Delivery.Attempt> attempts(Handle handle, UUID id) {
    return handle
        .createQuery(ATTEMPTS)
        .bind("id", id)
        .map((row, _) ->
            new Delivery.Attempt(
                row.getInt("number"),
                row.getTimestamp("tried_at").toInstant(),
                row.getInt("took_ms"),
                row.getObject("status", Integer.class),
                row.getString("problem")))
        .list();
  }

  private static final String FORGET_OLD =
      """
      DELETE FROM webhook_delivery
      WHERE due_at IS NULL AND created_at < engine_now() - :kept * interval '1 millisecond'
      """;

  private static final String FORGET_OLD_CALLBACKS =
      """
      DELETE FROM webhook_callback
      WHERE created_at < engine_now() - :kept * interval '1 millisecond'
      """;

  /// Forgets what is over its time.
  static void forgetOld(Handle handle, Duration logKept, Duration batchesKept) {
    handle.createUpdate(FORGET_OLD).bind("kept", logKept.toMillis()).execute();
    handle.createUpdate(FORGET_OLD_CALLBACKS).bind("kept", batchesKept.toMillis()).execute();
  }
}
