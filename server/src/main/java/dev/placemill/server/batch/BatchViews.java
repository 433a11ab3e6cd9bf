package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.SliceQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// Batches with their counts, summed at this moment from the results themselves.
final class BatchViews {
  private BatchViews() {}

  private static final String VIEW =
      """
      SELECT b.batch_id, b.name, b.total_count, b.run, b.created_at, b.ended_at, b.ended_reason,
        engine_now() AS now,
        coalesce(sum(c.completed), 0)::int AS completed,
        coalesce(sum(c.failed), 0)::int AS failed,
        coalesce(sum(c.completed + c.failed) FILTER (WHERE c.run = b.run AND c.epoch > 0), 0)::int
          AS done_in_run,
        min(c.started_at) FILTER (WHERE c.run = b.run AND c.epoch > 0) AS began_at,
        greatest(b.run_at, b.ended_at, max(c.written_at)) AS updated_at
      FROM batch b LEFT JOIN result_chunk c USING (day, org_id, batch_id)
      WHERE %s
      GROUP BY b.day, b.org_id, b.batch_id
      """;

  private static final String ONE =
      VIEW.formatted("b.day = :day AND b.org_id = :orgId AND b.batch_id = :batchId");

  static Optional<BatchView> find(Handle handle, SliceQueue queue, BatchKey batch) {
    Set<UUID> started = queue.startedBatches(handle, batch.orgId());
    return handle.createQuery(ONE).bindMethods(batch).map(view(started)).findOne();
  }

  private static final String OF_ORGANIZATION =
      VIEW.formatted(
              """
              (b.day, b.org_id, b.batch_id) IN (
                SELECT day, org_id, batch_id FROM batch
                WHERE org_id = :orgId
                  AND created_at >= engine_now() - :retention * interval '1 millisecond'
                ORDER BY batch_id DESC LIMIT :limit OFFSET :offset)\
              """)
          + "ORDER BY b.batch_id DESC";

  static List<BatchView> list(
      Handle handle, SliceQueue queue, long orgId, Duration retention, BatchStore.Range range) {
    Set<UUID> started = queue.startedBatches(handle, orgId);
    return handle
        .createQuery(OF_ORGANIZATION)
        .bind("orgId", orgId)
        .bind("retention", retention.toMillis())
        .bind("limit", range.limit())
        .bind("offset", range.offset())
        .map(view(started))
        .list();
  }

  private static RowMapper<BatchView> view(Set<UUID> started) {
    return (row, _) -> {
      var id = new BatchId(row.getObject("batch_id", UUID.class));
      int done = row.getInt("done_in_run");
      var progress =
          new Progress(
              row.getInt("total_count"),
              row.getInt("completed"),
              row.getInt("failed"),
              done > 0 || started.contains(id.uuid()));
      return new BatchView(
          id,
          row.getString("name"),
          progress,
          row.getInt("run"),
          row.getTimestamp("created_at").toInstant(),
          row.getTimestamp("updated_at").toInstant(),
          BatchView.estimate(
              row.getTimestamp("now").toInstant(),
              instant(row, "began_at"),
              done,
              progress.pending()),
          row.getString("ended_reason"));
    };
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return BatchTable.instant(row.getTimestamp(column));
  }

  private static final String SLICE_SIZE =
      """
      SELECT slice_size FROM batch
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  static int sliceSize(Handle handle, BatchKey batch) {
    return handle.createQuery(SLICE_SIZE).bindMethods(batch).mapTo(Integer.class).one();
  }
}
