package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Which batches are worked anew every month, and what of a batch its client may change.
final class RefreshTable {
  private RefreshTable() {}

  private static final String DUE =
      """
      SELECT org_id, day, batch_id FROM batch
      WHERE refresh_due <= engine_now() AND ended_at IS NOT NULL
      ORDER BY refresh_due, org_id, batch_id
      """;

  /// The batches that have ended and whose day has come.
  static List<BatchKey> due(Handle handle) {
    return handle
        .createQuery(DUE)
        .map((row, _) ->
            new BatchKey(
                row.getLong("org_id"),
                row.getObject("day", LocalDate.class),
                row.getObject("batch_id", UUID.class)))
        .list();
  }

  private static final String MOVE_ON =
      """
      UPDATE batch SET refresh_due = :next
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND refresh_due <= engine_now() AND ended_at IS NOT NULL
      """;

  /// Puts a batch off to the next month, its row locked.
  ///
  /// @return whether its day has come; another node may have seen to it
  static boolean moveOn(Handle handle, BatchKey batch) {
    return handle
            .createUpdate(MOVE_ON)
            .bindMethods(batch)
            .bind("next", MonthlyRefresh.next(BatchTable.now(handle)))
            .execute()
        > 0;
  }

  private static final String FLAG =
      """
      UPDATE batch SET refresh_due = CASE WHEN :flagged THEN coalesce(refresh_due, :next) END
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// Says whether a batch is worked anew every month.
  ///
  /// @return whether there is such a batch
  static boolean flag(Handle handle, BatchKey batch, boolean flagged) {
    return handle
            .createUpdate(FLAG)
            .bindMethods(batch)
            .bind("flagged", flagged)
            .bind("next", MonthlyRefresh.next(BatchTable.now(handle)))
            .execute()
        > 0;
  }

  private static final String RENAME =
      """
      UPDATE batch SET name = :name
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  static void rename(Handle handle, BatchKey batch, String name) {
    handle.createUpdate(RENAME).bindMethods(batch).bind("name", name).execute();
  }
}
