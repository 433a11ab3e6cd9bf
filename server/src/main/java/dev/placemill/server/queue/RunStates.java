package dev.placemill.server.queue;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Where runs stand in the queue, any number of them in one statement.
final class RunStates {
  private RunStates() {}

  private static final String STATES =
      """
      SELECT r.batch_id, r.admitted AND r.set_aside_at IS NULL AS admitted, p.paused_at IS NOT NULL AS paused, r.paused_at, r.ends_at,
        r.set_aside_at IS NOT NULL AS aside, (extract(epoch FROM coalesce(r.rested, interval '0')) * 1000)::bigint AS rested,
        coalesce(bool_or(s.epoch > 0), false) AS started,
        count(*) FILTER (WHERE s.leased_by IS NOT NULL) AS leased,
        count(*) FILTER (WHERE s.slice_no IS NOT NULL AND s.leased_by IS NULL
          AND (s.due_at IS NULL OR s.due_at <= engine_now())) AS ready,
        min(s.due_at) FILTER (WHERE s.leased_by IS NULL AND isfinite(s.due_at)) AS next_due_at,
        (array_agg(s.delayed_because ORDER BY s.due_at)
          FILTER (WHERE s.leased_by IS NULL AND s.due_at IS NOT NULL))[1] AS delayed_because
      FROM open_run r
        LEFT JOIN pause p USING (org_id)
        LEFT JOIN slice s USING (org_id, batch_id)
      WHERE %s
      GROUP BY r.org_id, r.batch_id, p.org_id
      """;

  // Polls ask for one, and need the plan that is made for one.
  private static final String ONE = STATES.formatted("r.org_id = :orgId AND r.batch_id = :batchId");

  private static final String SEVERAL =
      STATES.formatted("(r.org_id, r.batch_id) IN (SELECT * FROM unnest(:orgs, :batches))");

  static Map<UUID, RunState> of(Handle handle, Collection<BatchKey> batches) {
    Map<UUID, RunState> states = new HashMap<>();
    if (batches.isEmpty()) {
      return states;
    }
    var query =
        batches.size() == 1
            ? handle.createQuery(ONE).bindMethods(batches.iterator().next())
            : handle
                .createQuery(SEVERAL)
                .bind("orgs", batches.stream().map(BatchKey::orgId).toArray(Long[]::new))
                .bind("batches", batches.stream().map(BatchKey::batchId).toArray(UUID[]::new));
    query
        .map((row, _) -> {
          var state =
              new RunState(
                  row.getBoolean("admitted"),
                  row.getBoolean("paused"),
                  instant(row.getTimestamp("paused_at")),
                  row.getBoolean("aside"),
                  Duration.ofMillis(row.getLong("rested")),
                  row.getTimestamp("ends_at").toInstant(),
                  row.getBoolean("started"),
                  row.getInt("leased"),
                  row.getInt("ready"),
                  instant(row.getTimestamp("next_due_at")),
                  row.getString("delayed_because"));
          return Map.entry(row.getObject("batch_id", UUID.class), state);
        })
        .forEach(state -> states.put(state.getKey(), state.getValue()));
    return states;
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
