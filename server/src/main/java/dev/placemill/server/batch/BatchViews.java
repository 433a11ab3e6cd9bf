package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.RunState;
import dev.placemill.server.queue.SliceQueue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Batches with their counts, summed at this moment from the results themselves.
final class BatchViews {
  private BatchViews() {}

  static final String VIEW =
      """
      SELECT b.batch_id, b.name, coalesce(b.grown_count, b.total_count) AS total, b.run, b.created_at, b.ended_at, b.ended_reason,
        b.priority, b.run_at, b.time_limit_ms, b.words, b.alias,
        b.held_slices IS NOT NULL AS held, b.refresh_due IS NOT NULL AS refresh,
        engine_now() AS now, count(c.run)::int AS chunks,
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

  // The day is written out: with a parameter in its place PostgreSQL would have to look at every
  // partition anew at each read, which takes several times as long as the reading.
  private static final String ONE =
      VIEW.formatted("b.day = DATE '%s' AND b.org_id = ? AND b.batch_id = ?");

  static Optional<BatchView> find(
      Handle handle, SliceQueue queue, BatchLimits limits, BatchKey batch) {
    Optional<BatchView> found = find(handle, limits, batch);
    if (found.isEmpty() || found.get().hasEnded()) {
      return found;
    }
    Optional<RunState> state = queue.findState(handle, batch);
    return found.map(view -> inQueue(view, state));
  }

  private static BatchView inQueue(BatchView view, Optional<RunState> open) {
    if (open.isEmpty()) {
      // No run any more means that it ended between the two queries, so it had begun.
      return view.terms().held()
          ? view.inQueue(false, "Being kicked off; what is left of it was only stored so far.")
          : view.inQueue(true, null);
    }
    RunState run = open.get();
    return view.inQueue(run.started(), whyItWaits(run), run.pausedAt(), run.endsAt(), run.rested());
  }

  /// Every poll comes by here, so this goes past Jdbi, which takes longer over it than PostgreSQL.
  private static Optional<BatchView> find(Handle handle, BatchLimits limits, BatchKey batch) {
    try (PreparedStatement one =
        handle.getConnection().prepareStatement(ONE.formatted(batch.day()))) {
      one.setLong(1, batch.orgId());
      one.setObject(2, batch.batchId());
      try (ResultSet row = one.executeQuery()) {
        return row.next() ? Optional.of(view(row, Set.of(), limits)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a batch could not be read", e);
    }
  }

  /// What a person should know who finds the batch slow, or null when it simply is being worked.
  private static @Nullable String whyItWaits(RunState state) {
    if (state.pausedAt() != null) {
      return "Being resumed; this batch was paused at %s.%s%s"
          .formatted(
              state.pausedAt().truncatedTo(ChronoUnit.SECONDS),
              state.leased() > 0 ? " What was in work by then is still being ended." : "",
              state.paused() ? " The organization is paused too." : "");
    }
    if (state.paused()) {
      return "The organization is paused.";
    }
    if (!state.admitted()) {
      return "The organization's running batches; this one %s when one of them ends."
          .formatted(state.aside() ? "goes on" : "begins");
    }
    if (state.ready() == 0 && state.nextDueAt() != null) {
      String because =
          state.delayedBecause() == null
              ? "A source that could not be asked"
              : state.delayedBecause().replaceFirst("\\.$", "");
      return "%s; tried again from %s on."
          .formatted(because, state.nextDueAt().truncatedTo(ChronoUnit.SECONDS));
    }
    return state.leased() == 0 && state.ready() > 0
        ? "A free worker; all are busy, or the organization has as much in work as it may."
        : null;
  }

  private static final String SEVERAL =
      VIEW.formatted(
          """
          b.day = DATE '%s'
            AND (b.org_id, b.batch_id) IN (SELECT * FROM unnest(:orgs, :batches))\
          """);

  /// Several batches by their ids; those that are gone are left out.
  static Map<UUID, BatchView> of(
      Handle handle, SliceQueue queue, BatchLimits limits, Collection<BatchKey> batches) {
    Map<UUID, BatchView> views = new HashMap<>();
    batches.stream()
        .collect(Collectors.groupingBy(BatchKey::day))
        .forEach((day, ofDay) ->
            handle
                .createQuery(SEVERAL.formatted(day))
                .bind("orgs", ofDay.stream().map(BatchKey::orgId).toArray(Long[]::new))
                .bind("batches", ofDay.stream().map(BatchKey::batchId).toArray(UUID[]::new))
                .map((row, _) -> view(row, Set.of(), limits))
                .forEach(view -> views.put(view.id().uuid(), view)));
    Map<UUID, RunState> states =
        queue.states(
            handle,
            batches.stream()
                .filter(key -> {
                  BatchView view = views.get(key.batchId());
                  return view != null && !view.hasEnded();
                })
                .toList());
    views.replaceAll((_, view) -> inQueue(view, states));
    return views;
  }

  /// Batches of one organization with what the queue knows of those that have not ended.
  static List<BatchView> inQueue(
      Handle handle, SliceQueue queue, long orgId, List<BatchView> batches) {
    Map<UUID, RunState> states =
        queue.states(
            handle,
            batches.stream()
                .filter(view -> !view.hasEnded())
                .map(view -> new BatchKey(orgId, view.id().day(), view.id().uuid()))
                .toList());
    return batches.stream().map(view -> inQueue(view, states)).toList();
  }

  private static BatchView inQueue(BatchView view, Map<UUID, RunState> states) {
    return view.hasEnded()
        ? view
        : inQueue(view, Optional.ofNullable(states.get(view.id().uuid())));
  }

  static BatchView view(ResultSet row, Set<UUID> started, BatchLimits limits) throws SQLException {
    var id = new BatchId(row.getObject("batch_id", UUID.class));
    int done = row.getInt("done_in_run");
    boolean held = row.getBoolean("held");
    var progress =
        new Progress(
            row.getInt("total"),
            row.getInt("completed"),
            row.getInt("failed"),
            (done > 0 && !held) || started.contains(id.uuid()));
    Instant now = row.getTimestamp("now").toInstant();
    return new BatchView(
        id,
        row.getString("name"),
        progress,
        row.getInt("run"),
        row.getInt("chunks"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        new BatchView.Pace(instant(row, "began_at"), done, Duration.ZERO),
        row.getString("ended_reason"),
        Priority.ofRank(row.getInt("priority")),
        row.getTimestamp("run_at")
            .toInstant()
            .plus(limits.timeLimit(row.getObject("time_limit_ms", Long.class))),
        null,
        null,
        now,
        new BatchView.Terms(
            Vocabulary.ofWireName(row.getString("words")),
            row.getString("alias"),
            held,
            row.getBoolean("refresh")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return BatchTable.instant(row.getTimestamp(column));
  }

  private static final String SLICES =
      """
      SELECT coalesce(grown_count, total_count) AS total, slice_size, slice_starts, held_slices
      FROM batch
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// How a batch is cut into slices.
  ///
  /// @param held those that are stored and not to be worked yet
  record Slices(SliceLayout layout, Set<Integer> held) {}

  static Slices slices(Handle handle, BatchKey batch) {
    return findSlices(handle, batch).orElseThrow();
  }

  static Optional<Slices> findSlices(Handle handle, BatchKey batch) {
    return handle
        .createQuery(SLICES)
        .bindMethods(batch)
        .map((row, _) ->
            new Slices(
                SliceLayout.of(
                    row.getInt("total"), row.getInt("slice_size"), row.getArray("slice_starts")),
                BatchTable.slices(row.getArray("held_slices"))))
        .findOne();
  }
}
