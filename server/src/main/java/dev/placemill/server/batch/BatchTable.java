package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `batch`, row by row.
final class BatchTable {
  /// A batch's row, locked: what must be known to change it.
  record Locked(
      BatchKey key,
      int total,
      int sliceSize,
      int run,
      @Nullable Instant endedAt,
      Priority priority,
      @Nullable Long timeLimitMillis) {
    int lastSlice() {
      return (total - 1) / sliceSize;
    }

    int sliceOf(int position) {
      return position / sliceSize;
    }
  }

  private BatchTable() {}

  private static final String NOW =
      """
      SELECT engine_now()
      """;

  /// The database's time, which decides everything.
  static Instant now(Handle handle) {
    return handle.createQuery(NOW).mapTo(Instant.class).one();
  }

  private static final String ADD =
      """
      INSERT INTO batch (day, org_id, batch_id, name, total_count, slice_size, created_at, run_at,
        priority, time_limit_ms, attributes)
      VALUES (:day, :orgId, :batchId, :name, :total, :sliceSize, :now, :now,
        :priority, :timeLimit, :attributes)
      """;

  static void add(
      Handle handle, BatchKey batch, Submission submission, int sliceSize, Instant now) {
    Duration timeLimit = submission.timeLimit();
    handle
        .createUpdate(ADD)
        .bindMethods(batch)
        .bind("name", submission.name())
        .bind("total", submission.places().size())
        .bind("sliceSize", sliceSize)
        .bind("now", now)
        .bind("priority", submission.priority().rank())
        .bind("timeLimit", timeLimit == null ? null : timeLimit.toMillis())
        .bind("attributes", WantedAttributes.wireNames(submission.wanted()))
        .execute();
  }

  // The row's lock orders everything that may end or reopen a batch.
  private static final String LOCK =
      """
      SELECT total_count, slice_size, run, ended_at, priority, time_limit_ms FROM batch
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      FOR NO KEY UPDATE
      """;

  static Optional<Locked> findAndLock(Handle handle, BatchKey batch) {
    return handle
        .createQuery(LOCK)
        .bindMethods(batch)
        .map((row, _) ->
            new Locked(
                batch,
                row.getInt("total_count"),
                row.getInt("slice_size"),
                row.getInt("run"),
                instant(row.getTimestamp("ended_at")),
                Priority.ofRank(row.getInt("priority")),
                row.getObject("time_limit_ms", Long.class)))
        .findOne();
  }

  private static final String LOCK_ALL =
      """
      SELECT 1 FROM batch
      WHERE (day, org_id, batch_id) IN (SELECT * FROM unnest(:days, :orgs, :batches))
      ORDER BY org_id, batch_id
      FOR NO KEY UPDATE
      """;

  /// Locks the rows of several batches, in an order that cannot deadlock.
  static void lock(Handle handle, Collection<BatchKey> batches) {
    handle
        .createQuery(LOCK_ALL)
        .bind("days", batches.stream().map(BatchKey::day).toArray(LocalDate[]::new))
        .bind("orgs", batches.stream().map(BatchKey::orgId).toArray(Long[]::new))
        .bind("batches", batches.stream().map(BatchKey::batchId).toArray(UUID[]::new))
        .mapTo(Integer.class)
        .list();
  }

  static @Nullable Instant instant(java.sql.@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static final String END =
      """
      UPDATE batch SET ended_at = engine_now(), ended_reason = :reason
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId AND ended_at IS NULL
      """;

  static void end(Handle handle, BatchKey batch, @Nullable EndedReason reason) {
    handle
        .createUpdate(END)
        .bindMethods(batch)
        .bind("reason", reason == null ? null : reason.wireName())
        .execute();
  }

  private static final String REOPEN =
      """
      UPDATE batch SET run = run + 1, run_at = :now, ended_at = NULL, ended_reason = NULL
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  static void reopen(Handle handle, BatchKey batch, Instant now) {
    handle.createUpdate(REOPEN).bindMethods(batch).bind("now", now).execute();
  }

  private static final List<String> DELETE =
      List.of(
          "DELETE FROM result_chunk WHERE day = :day AND org_id = :orgId AND batch_id = :batchId",
          "DELETE FROM slice_input WHERE day = :day AND org_id = :orgId AND batch_id = :batchId",
          "DELETE FROM batch WHERE day = :day AND org_id = :orgId AND batch_id = :batchId");

  /// Deletes a batch with all that was sent and found.
  static void delete(Handle handle, BatchKey batch) {
    DELETE.forEach(table -> handle.createUpdate(table).bindMethods(batch).execute());
  }
}
