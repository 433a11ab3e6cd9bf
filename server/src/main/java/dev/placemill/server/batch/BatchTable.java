package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Priority;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `batch`, row by row.
final class BatchTable {
  /// What `total_count` holds at most.
  private static final int MOST_COUNTED = Short.MAX_VALUE;

  /// A batch's row, locked: what must be known to change it.
  ///
  /// @param held the slices that are stored and not to be worked yet
  record Locked(
      BatchKey key,
      SliceLayout layout,
      int run,
      @Nullable Instant endedAt,
      Priority priority,
      @Nullable Long timeLimitMillis,
      Vocabulary words,
      Set<Integer> held) {
    boolean hasEnded() {
      return endedAt != null;
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
      INSERT INTO batch (day, org_id, batch_id, name, total_count, grown_count, slice_size,
        created_at, run_at, priority, time_limit_ms, attributes, words, alone, alias, held_slices,
        refresh_due)
      VALUES (:day, :orgId, :batchId, :name, :total, :grown, :sliceSize,
        :now, :now, :priority, :timeLimit, :attributes, :words, :alone, :alias, :held, :refreshDue)
      """;

  static void add(
      Handle handle, BatchKey batch, Submission submission, SliceLayout layout, Instant now) {
    Duration timeLimit = submission.timeLimit();
    Submission.Terms terms = submission.terms();
    handle
        .createUpdate(ADD)
        .bindMethods(batch)
        .bind("name", submission.name())
        .bind("total", Math.min(layout.total(), MOST_COUNTED))
        .bind("grown", layout.total() > MOST_COUNTED ? (Integer) layout.total() : null)
        .bind("sliceSize", layout.sliceSize())
        .bind("now", now)
        .bind("priority", submission.priority().rank())
        .bind("timeLimit", timeLimit == null ? null : timeLimit.toMillis())
        .bind("attributes", WantedAttributes.wireNames(submission.wantedAtFirst()))
        .bind("words", terms.words().wireName())
        .bind("alone", terms.alone())
        .bind("alias", terms.batch())
        .bind("held", terms.kickOff() ? null : numbers(layout.all()))
        .bind("refreshDue", terms.refresh() ? MonthlyRefresh.next(now) : null)
        .execute();
  }

  // The row's lock orders everything that may end, reopen or append to a batch.
  private static final String LOCK =
      """
      SELECT coalesce(grown_count, total_count) AS total, slice_size, slice_starts, run, ended_at,
        priority, time_limit_ms, words, held_slices
      FROM batch
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
                SliceLayout.of(
                    row.getInt("total"), row.getInt("slice_size"), row.getArray("slice_starts")),
                row.getInt("run"),
                instant(row.getTimestamp("ended_at")),
                Priority.ofRank(row.getInt("priority")),
                row.getObject("time_limit_ms", Long.class),
                Vocabulary.ofWireName(row.getString("words")),
                slices(row.getArray("held_slices"))))
        .findOne();
  }

  static Set<Integer> slices(@Nullable Array numbers) throws SQLException {
    Set<Integer> slices = new TreeSet<>();
    if (numbers != null) {
      for (Short number : (Short[]) numbers.getArray()) {
        slices.add((int) number);
      }
    }
    return slices;
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

  // What is held is not over, whatever became of the rest; only a client's cancel ends that too.
  private static final String END =
      """
      UPDATE batch SET ended_at = engine_now(), ended_reason = :reason, held_slices = NULL
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId AND ended_at IS NULL
        AND (held_slices IS NULL OR :reason = 'cancelled')
      """;

  /// @return whether the batch ended by this
  static boolean end(Handle handle, BatchKey batch, @Nullable EndedReason reason) {
    return handle
            .createUpdate(END)
            .bindMethods(batch)
            .bind("reason", reason == null ? null : reason.wireName())
            .execute()
        > 0;
  }

  private static final String REOPEN =
      """
      UPDATE batch SET run = run + 1, run_at = :now, ended_at = NULL, ended_reason = NULL
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  static void reopen(Handle handle, BatchKey batch, Instant now) {
    handle.createUpdate(REOPEN).bindMethods(batch).bind("now", now).execute();
  }

  private static final String GROW =
      """
      UPDATE batch SET total_count = :counted, grown_count = :total, slice_starts = :starts,
        run_at = :now, ended_at = NULL, ended_reason = NULL
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// More places have been stored at the end of a batch, which is not over with that.
  static void grow(Handle handle, BatchKey batch, SliceLayout layout, Instant now) {
    handle
        .createUpdate(GROW)
        .bindMethods(batch)
        .bind("counted", Math.min(layout.total(), MOST_COUNTED))
        .bind("total", layout.total())
        .bind("starts", layout.starts().isEmpty() ? null : layout.starts().toArray(Integer[]::new))
        .bind("now", now)
        .execute();
  }

  private static final String HOLD =
      """
      UPDATE batch SET held_slices = :held
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// Says which slices are stored and not to be worked yet.
  static void hold(Handle handle, BatchKey batch, Set<Integer> slices) {
    handle
        .createUpdate(HOLD)
        .bindMethods(batch)
        .bind("held", slices.isEmpty() ? null : numbers(slices))
        .execute();
  }

  /// Numbers of slices as the database takes them.
  static Short[] numbers(Collection<Integer> slices) {
    return slices.stream().map(Integer::shortValue).toArray(Short[]::new);
  }

  private static final List<String> DELETE =
      List.of(
          "DELETE FROM result_chunk WHERE day = :day AND org_id = :orgId AND batch_id = :batchId",
          "DELETE FROM slice_input WHERE day = :day AND org_id = :orgId AND batch_id = :batchId",
          "DELETE FROM batch_alias WHERE org_id = :orgId AND batch_id = :batchId",
          "DELETE FROM batch WHERE day = :day AND org_id = :orgId AND batch_id = :batchId");

  /// Deletes a batch with all that was sent and found.
  static void delete(Handle handle, BatchKey batch) {
    DELETE.forEach(table -> handle.createUpdate(table).bindMethods(batch).execute());
  }
}
