package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What organizations used, day by day. Nothing is counted while batches are worked: it is summed
/// from what is stored of them, and written down only when that goes away, with a day's tables or
/// by a client's wish. Every method works inside the caller's transaction.
final class UsageTable {
  private UsageTable() {}

  /// Batch by batch, with the counts of its places.
  private static final String BATCHES =
      """
      SELECT b.org_id, b.day, coalesce(b.grown_count, b.total_count) AS places, b.ended_at IS NOT NULL AS ended,
        coalesce(sum(c.completed), 0) AS completed, coalesce(sum(c.failed), 0) AS failed
      FROM batch b LEFT JOIN result_chunk c USING (day, org_id, batch_id)
      WHERE %s
      GROUP BY b.day, b.org_id, b.batch_id
      """;

  private static final String COUNTS =
      """
      count(*) AS batches,
        count(*) FILTER (WHERE ended AND failed = 0) AS completed_batches,
        count(*) FILTER (WHERE ended AND failed > 0 AND completed > 0) AS partial_batches,
        count(*) FILTER (WHERE ended AND failed > 0 AND completed = 0) AS failed_batches,
        coalesce(sum(places), 0) AS places, coalesce(sum(completed), 0) AS completed_places,
        coalesce(sum(failed), 0) AS failed_places
      """;

  // A day that was written down may still be there for a moment.
  private static final String OF_DAYS =
      """
      WITH batches AS (%s), days AS (
        SELECT day, %s FROM batches GROUP BY day
        UNION ALL
        SELECT day, batches, completed_batches, partial_batches, failed_batches, places,
          completed_places, failed_places
        FROM usage_day WHERE org_id = :orgId AND day BETWEEN :first AND :last)
      SELECT day, sum(batches) AS batches, sum(completed_batches) AS completed_batches,
        sum(partial_batches) AS partial_batches, sum(failed_batches) AS failed_batches,
        sum(places) AS places, sum(completed_places) AS completed_places,
        sum(failed_places) AS failed_places
      FROM days GROUP BY day
      """
          .formatted(
              BATCHES.formatted(
                  """
                  b.org_id = :orgId AND b.day BETWEEN :first AND :last
                    AND NOT EXISTS (
                      SELECT 1 FROM usage_day u
                      WHERE u.org_id = b.org_id AND u.day = b.day AND u.origin = 'dropped')\
                  """),
              COUNTS);

  /// The days of an organization on which it created batches, in their order.
  static SortedMap<LocalDate, Usage> ofDays(
      Handle handle, long orgId, LocalDate first, LocalDate last) {
    SortedMap<LocalDate, Usage> days = new TreeMap<>();
    handle
        .createQuery(OF_DAYS)
        .bind("orgId", orgId)
        .bind("first", first)
        .bind("last", last)
        .map((row, _) -> days.put(row.getObject("day", LocalDate.class), usage(row)))
        .list();
    return days;
  }

  private static Usage usage(ResultSet row) throws SQLException {
    return new Usage(
        new Usage.Batches(
            row.getLong("batches"),
            row.getLong("completed_batches"),
            row.getLong("partial_batches"),
            row.getLong("failed_batches")),
        new Usage.Places(
            row.getLong("places"), row.getLong("completed_places"), row.getLong("failed_places")));
  }

  private static final String ADD =
      """
      INSERT INTO usage_day (org_id, day, origin, batches, completed_batches, partial_batches,
        failed_batches, places, completed_places, failed_places)
      SELECT org_id, day, '%s', %s FROM (%s) AS batches GROUP BY org_id, day
      """;

  // What was written down first is right: part of the day's tables may be gone by the second time.
  private static final String KEEP_DAY =
      ADD.formatted("dropped", COUNTS, BATCHES.formatted("b.day = :day"))
          + "ON CONFLICT DO NOTHING";

  /// Writes down a whole day, whose tables are about to be dropped.
  static void keepDay(Handle handle, LocalDate day) {
    handle.createUpdate(KEEP_DAY).bind("day", day).execute();
  }

  private static final String KEEP_BATCH =
      ADD.formatted(
              "deleted",
              COUNTS,
              """
              SELECT org_id, day, completed + failed AS places, true AS ended, completed, failed
              FROM (%s) AS deleted WHERE completed + failed > 0
              """
                  .formatted(
                      BATCHES.formatted(
                          "b.day = :day AND b.org_id = :orgId AND b.batch_id = :batchId")))
          + """
          ON CONFLICT (org_id, day, origin) DO UPDATE SET
            batches = usage_day.batches + excluded.batches,
            completed_batches = usage_day.completed_batches + excluded.completed_batches,
            partial_batches = usage_day.partial_batches + excluded.partial_batches,
            failed_batches = usage_day.failed_batches + excluded.failed_batches,
            places = usage_day.places + excluded.places,
            completed_places = usage_day.completed_places + excluded.completed_places,
            failed_places = usage_day.failed_places + excluded.failed_places
          """;

  /// Writes down a batch that is about to be deleted, as far as it was worked: as if it had ended
  /// with what is done of it.
  static void keepBatch(Handle handle, BatchKey batch) {
    handle.createUpdate(KEEP_BATCH).bindMethods(batch).execute();
  }
}
