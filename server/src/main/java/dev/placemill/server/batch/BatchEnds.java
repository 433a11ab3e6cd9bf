package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.webhook.BatchEnd;
import dev.placemill.server.webhook.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Ends batches, and leaves it to be told to those who asked, in one transaction.
final class BatchEnds {
  private BatchEnds() {}

  /// Ends batches whose last results are stored and whose rows are locked; those that hold places
  /// which are not to be worked yet go on.
  ///
  /// @param reason why they end early, or null
  static void end(Handle handle, Collection<BatchKey> runs, @Nullable EndedReason reason) {
    List<BatchKey> batches =
        runs.stream().filter(batch -> BatchTable.end(handle, batch, reason)).toList();
    if (batches.isEmpty()) {
      return;
    }
    Map<UUID, String> wanted =
        Outbox.wanted(
            handle,
            batches.stream().map(BatchKey::orgId).toList(),
            batches.stream().map(BatchKey::batchId).toList());
    for (BatchKey batch : batches) {
      String org = wanted.get(batch.batchId());
      if (org != null) {
        Outbox.add(handle, read(handle, batch), org);
      }
    }
  }

  private static final String END =
      """
      SELECT b.name, b.run, coalesce(b.grown_count, b.total_count) AS total, b.ended_at, b.ended_reason,
        coalesce(sum(c.completed), 0)::int AS completed, coalesce(sum(c.failed), 0)::int AS failed
      FROM batch b LEFT JOIN result_chunk c USING (day, org_id, batch_id)
      WHERE b.day = :day AND b.org_id = :orgId AND b.batch_id = :batchId
      GROUP BY b.day, b.org_id, b.batch_id
      """;

  private static BatchEnd read(Handle handle, BatchKey batch) {
    return handle
        .createQuery(END)
        .bindMethods(batch)
        .map((row, _) -> {
          var progress =
              new Progress(
                  row.getInt("total"), row.getInt("completed"), row.getInt("failed"), true);
          return new BatchEnd(
              batch.orgId(),
              batch.batchId(),
              new BatchId(batch.batchId()).toString(),
              row.getString("name"),
              progress.status().wireName(),
              row.getInt("run"),
              progress.total(),
              progress.completed(),
              progress.failed(),
              row.getString("ended_reason"),
              row.getTimestamp("ended_at").toInstant());
        })
        .one();
  }
}
