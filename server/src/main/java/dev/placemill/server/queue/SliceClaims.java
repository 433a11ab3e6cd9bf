package dev.placemill.server.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Which slices a node works next. Organizations take turns; within one, its batches do, after
/// their priority.
///
/// What a claim costs depends on how much is claimed, not on how much waits: it walks an index from
/// organization to organization and reads only the head of each one's line.
public final class SliceClaims {
  /// How many organizations one claim weighs against each other.
  private static final int ORGANIZATIONS = 64;

  private final QueueConfig config;

  // Where the next round begins. Each node has its own; losing it costs nothing.
  private volatile long lastServed;

  public SliceClaims(QueueConfig config) {
    this.config = config;
  }

  // Losing a claim in a crash only repeats work, so it need not wait for the disk. The hot table is
  // too short-lived for the planner's statistics; its indexes are right whatever they say.
  private static final String SETTINGS =
      """
      SELECT set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)
      """;

  // Asked only about what is due: slices of paused batches that came back from work stay there.
  private static final String NOT_SET_ASIDE =
      "batch_id NOT IN (SELECT batch_id FROM open_run WHERE set_aside_at IS NOT NULL)";

  private static final String WAKE_DELAYED =
      """
      UPDATE slice SET due_at = NULL
      WHERE (org_id, batch_id, slice_no) IN (
        SELECT org_id, batch_id, slice_no FROM slice
        WHERE leased_by IS NULL AND due_at <= engine_now() AND %s
        FOR UPDATE SKIP LOCKED)
      """
          .formatted(NOT_SET_ASIDE);

  // The organizations with slices that are ready, each found by one probe of the index; those that
  // are paused are passed over and not counted.
  private static final String WALK =
      """
      (org_id, paused, found) AS (
        SELECT %1$s, true, 0
        UNION ALL
        SELECT next.org_id, p.org_id IS NOT NULL, found + (p.org_id IS NULL)::int
        FROM walk_%2$s
        CROSS JOIN LATERAL (
          SELECT min(s.org_id) AS org_id FROM slice s
          WHERE s.leased_by IS NULL AND s.due_at IS NULL AND s.org_id > walk_%2$s.org_id %3$s) next
        LEFT JOIN pause p ON p.org_id = next.org_id
        WHERE found < :organizations AND next.org_id IS NOT NULL)
      """;

  // A slice's turn is its place in its organization's line, where slices already leased count as
  // turns taken. More are weighed than are taken, for another node may be taking some of them right
  // now; SKIP LOCKED passes over those, and the outer conditions are checked on the locked row.
  private static final String CLAIM =
      """
      WITH RECURSIVE walk_ahead %s,
      walk_behind %s,
      candidate AS (
        SELECT org_id, row_number() OVER () AS place FROM (
          SELECT org_id FROM walk_ahead WHERE NOT paused
          UNION ALL
          SELECT org_id FROM walk_behind WHERE NOT paused) found
        LIMIT :organizations),
      in_work AS (
        SELECT org_id, count(*) AS slices FROM slice WHERE leased_by IS NOT NULL GROUP BY org_id),
      in_line AS (
        SELECT candidate.org_id, head.*, place, coalesce(in_work.slices, 0)
          + row_number() OVER (PARTITION BY candidate.org_id ORDER BY priority, turn, batch_id, slice_no)
          AS org_turn
        FROM candidate
        CROSS JOIN LATERAL (
          SELECT batch_id, slice_no, priority, turn FROM slice
          WHERE org_id = candidate.org_id AND leased_by IS NULL AND due_at IS NULL
          ORDER BY priority, turn, batch_id, slice_no
          LIMIT 4 * :limit / (SELECT count(*) FROM candidate) + 1) head
        LEFT JOIN in_work USING (org_id)),
      chosen AS (
        SELECT s.org_id, s.batch_id, s.slice_no, place
        FROM in_line JOIN slice s USING (org_id, batch_id, slice_no)
        WHERE s.leased_by IS NULL AND s.due_at IS NULL AND org_turn <= :mostPerOrganization
        ORDER BY org_turn, place
        LIMIT least(:limit, greatest(0, :most - (SELECT coalesce(sum(slices), 0) FROM in_work)))
        FOR UPDATE OF s SKIP LOCKED)
      UPDATE slice SET leased_by = :node, leased_at = engine_now(), epoch = epoch + 1
      FROM chosen
      WHERE slice.org_id = chosen.org_id
        AND slice.batch_id = chosen.batch_id
        AND slice.slice_no = chosen.slice_no
      RETURNING slice.org_id, slice.day, slice.batch_id, slice.slice_no, run, attempt, epoch,
        crashes, suspect, leased_at, place
      """
          .formatted(
              WALK.formatted(":lastServed::bigint", "ahead", ""),
              WALK.formatted("-1::bigint", "behind", "AND s.org_id <= :lastServed"));

  /// Leases up to `limit` ready slices to a node.
  public List<Lease> claim(Handle handle, UUID node, int limit) {
    handle.createQuery(SETTINGS).map((_, _) -> true).one();
    handle.createUpdate(WAKE_DELAYED).execute();
    var last =
        new Object() {
          long place;
          long org;
        };
    List<Lease> leases = new ArrayList<>(limit);
    handle
        .createQuery(CLAIM)
        .bind("node", node)
        .bind("limit", limit)
        .bind("organizations", ORGANIZATIONS)
        .bind("lastServed", lastServed)
        .bind("most", config.slices())
        .bind("mostPerOrganization", config.organizationSlices())
        .map((row, context) -> {
          Lease lease = lease(row, context);
          if (row.getLong("place") > last.place) {
            last.place = row.getLong("place");
            last.org = lease.batch().orgId();
          }
          return lease;
        })
        .forEach(leases::add);
    if (!leases.isEmpty()) {
      lastServed = last.org;
    }
    return leases;
  }

  static Lease lease(ResultSet row, StatementContext context) throws SQLException {
    return new Lease(
        new BatchKey(
            row.getLong("org_id"),
            row.getObject("day", LocalDate.class),
            row.getObject("batch_id", UUID.class)),
        row.getInt("slice_no"),
        row.getInt("run"),
        row.getInt("attempt"),
        row.getInt("epoch"),
        row.getInt("crashes"),
        position(row.getObject("suspect", Integer.class)),
        row.getTimestamp("leased_at").toInstant());
  }

  /// Positions are stored in two bytes, the upper half of them as negative numbers.
  private static @Nullable Integer position(@Nullable Integer stored) {
    return stored == null ? null : Short.toUnsignedInt(stored.shortValue());
  }

  private static final String MILLIS_TO_NEXT_READY =
      """
      SELECT extract(epoch FROM min(due_at) - engine_now()) * 1000
      FROM slice WHERE leased_by IS NULL AND due_at < 'infinity' AND %s
      """
          .formatted(NOT_SET_ASIDE);

  /// How long until a slice that waits to be tried again is due, not negative; empty when none
  /// does.
  public Optional<Duration> findTimeToNextDue(Handle handle) {
    return handle
        .createQuery(MILLIS_TO_NEXT_READY)
        .mapTo(Double.class)
        .findOne()
        .map(millis -> Duration.ofMillis(Math.max(0, (long) Math.ceil(millis))));
  }
}
