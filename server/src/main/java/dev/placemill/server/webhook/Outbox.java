package dev.placemill.server.webhook;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Where events are left to be sent, in the transaction of what they tell of: an event is there
/// exactly when that has happened. Sending is somebody else's business.
public final class Outbox {
  private Outbox() {}

  private static final String WANTED =
      """
      SELECT e.batch_id, w.org
      FROM unnest(:orgs, :batches) AS e (org_id, batch_id)
        JOIN webhook w ON w.org_id = e.org_id AND w.enabled
      WHERE w.url IS NOT NULL OR EXISTS (
        SELECT 1 FROM webhook_callback c WHERE c.org_id = e.org_id AND c.batch_id = e.batch_id)
      """;

  /// Those of some batches of whose end anybody wants to hear, with the name of their organization.
  public static Map<UUID, String> wanted(
      Handle handle, Collection<Long> orgs, Collection<UUID> batches) {
    Map<UUID, String> wanted = new HashMap<>();
    handle
        .createQuery(WANTED)
        .bind("orgs", orgs.toArray(Long[]::new))
        .bind("batches", batches.toArray(UUID[]::new))
        .map((row, _) -> Map.entry(row.getObject("batch_id", UUID.class), row.getString("org")))
        .forEach(batch -> wanted.put(batch.getKey(), batch.getValue()));
    return wanted;
  }

  private static final String ADD =
      """
      INSERT INTO webhook_delivery (delivery_id, org_id, webhook_id, url, message_id, event_type,
        batch_id, payload, state, created_at, due_at)
      SELECT gen_random_uuid(), w.org_id, w.webhook_id, c.url, :message, :type,
        :batchId, :payload, 'pending', engine_now(), engine_now()
      FROM webhook w
        LEFT JOIN webhook_callback c
          ON w.url IS NULL AND c.org_id = w.org_id AND c.batch_id = :batchId
      WHERE w.org_id = :orgId AND w.enabled AND (w.url IS NOT NULL OR c.url IS NOT NULL)
        AND (coalesce(c.event_types, w.event_types) = '{}'
          OR :type = ANY (coalesce(c.event_types, w.event_types)))
      """;

  /// Leaves the end of a batch to be told to all who asked.
  ///
  /// @param org as [#wanted] gave it
  public static void add(Handle handle, BatchEnd end, String org) {
    EventType type =
        EventType.findEnd(end.status())
            .orElseThrow(() -> new IllegalStateException(end.status() + " is no end"));
    handle
        .createUpdate(ADD)
        .bind("message", UUID.randomUUID())
        .bind("type", type.wireName())
        .bind("batchId", end.batchId())
        .bind("orgId", end.orgId())
        .bind("payload", Payload.of(type, end, org))
        .execute();
  }

  private static final String HAS_SECRET =
      """
      SELECT EXISTS (SELECT 1 FROM webhook WHERE org_id = :orgId AND url IS NULL)
      """;

  private static final String REMEMBER =
      """
      INSERT INTO webhook_callback (org_id, batch_id, url, event_types, created_at)
      VALUES (:orgId, :batchId, :url, :types, engine_now())
      """;

  /// Remembers the address that a new batch names.
  ///
  /// @return whether the organization has a secret to sign with; without one nothing is remembered
  public static boolean remember(Handle handle, long orgId, UUID batchId, Callback callback) {
    if (!handle.createQuery(HAS_SECRET).bind("orgId", orgId).mapTo(Boolean.class).one()) {
      return false;
    }
    handle
        .createUpdate(REMEMBER)
        .bind("orgId", orgId)
        .bind("batchId", batchId)
        .bind("url", callback.url())
        .bind("types", callback.eventTypes().toArray(String[]::new))
        .execute();
    return true;
  }

  private static final String REMEMBERED =
      """
      SELECT EXISTS (
        SELECT 1 FROM webhook_callback
        WHERE org_id = :orgId AND batch_id = :batchId AND url = :url
          AND event_types = CAST(:types AS text[]))
      """;

  /// Whether this is the address that the batch named.
  public static boolean remembers(Handle handle, long orgId, UUID batchId, Callback callback) {
    return handle
        .createQuery(REMEMBERED)
        .bind("orgId", orgId)
        .bind("batchId", batchId)
        .bind("url", callback.url())
        .bind("types", callback.eventTypes().toArray(String[]::new))
        .mapTo(Boolean.class)
        .one();
  }

  private static final String FORGET_CALLBACK =
      """
      DELETE FROM webhook_callback WHERE org_id = :orgId AND batch_id = :batchId
      """;

  private static final String FORGET_DELIVERIES =
      """
      DELETE FROM webhook_delivery WHERE org_id = :orgId AND batch_id = :batchId
      """;

  /// Forgets all that is known of a deleted batch, sent or not.
  public static void forget(Handle handle, long orgId, UUID batchId) {
    handle.createUpdate(FORGET_CALLBACK).bind("orgId", orgId).bind("batchId", batchId).execute();
    handle.createUpdate(FORGET_DELIVERIES).bind("orgId", orgId).bind("batchId", batchId).execute();
  }
}
