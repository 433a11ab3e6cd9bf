package dev.placemill.server.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/// The queue of slices. Every method works inside the caller's transaction, so that work and what
/// it is about are stored, or not, together.
///
/// Locks are taken in one order everywhere, so that nothing deadlocks: the batch's row (by the
/// caller), its slices, its organization's turn.
public final class SliceQueue {
  private final QueueConfig config;

  public SliceQueue(QueueConfig config) {
    this.config = config;
  }

  // One at a time per organization: two batches must not both take the last running place, and
  // none may be left waiting when the last running one ends.
  private static final String TAKE_TURN =
      """
      SELECT pg_advisory_xact_lock(7001, hashint8(:orgId))
      """;

  private static final String RUNNING_BATCHES =
      """
      SELECT count(DISTINCT batch_id) FROM slice WHERE org_id = :orgId
      """;

  private static final String ADD_SLICES =
      """
      INSERT INTO slice (org_id, batch_id, slice_no, day, run, queued_at, due_at)
      SELECT :orgId, :batchId, slice_no, :day, :run, :queuedAt, :queuedAt
      FROM unnest(:slices) AS slice_no
      """;

  private static final String ADD_WAITING =
      """
      INSERT INTO waiting_batch (org_id, batch_id, day, run, queued_at, slices)
      VALUES (:orgId, :batchId, :day, :run, :queuedAt, :slices)
      """;

  /// Queues slices of a batch: to be worked now, or, when the organization already has its fill of
  /// running batches, in its turn.
  ///
  /// @return whether the batch runs, as against waits
  public boolean enqueue(Handle handle, BatchKey batch, int run, Instant queuedAt, Short[] slices) {
    takeTurn(handle, batch.orgId());
    boolean runs = countRunningBatches(handle, batch.orgId()) < config.runningBatches();
    handle
        .createUpdate(runs ? ADD_SLICES : ADD_WAITING)
        .bindMethods(batch)
        .bind("run", run)
        .bind("queuedAt", queuedAt)
        .bind("slices", slices)
        .execute();
    return runs;
  }

  private static void takeTurn(Handle handle, long orgId) {
    handle.createQuery(TAKE_TURN).bind("orgId", orgId).map((_, _) -> true).one();
  }

  private static int countRunningBatches(Handle handle, long orgId) {
    return handle.createQuery(RUNNING_BATCHES).bind("orgId", orgId).mapTo(Integer.class).one();
  }

  // Round robin over organizations, then over an organization's batches: a slice's turn is its
  // place in line within its batch, then within its organization, where slices already leased
  // count as turns taken. SKIP LOCKED lets nodes claim side by side; the outer conditions are
  // checked again on the locked row.
  private static final String CLAIM =
      """
      WITH in_work AS (
        SELECT org_id, count(*) AS slices FROM slice WHERE leased_by IS NOT NULL GROUP BY org_id),
      in_batch AS (
        SELECT org_id, batch_id, slice_no,
          row_number() OVER (PARTITION BY org_id, batch_id ORDER BY slice_no) AS turn
        FROM slice WHERE leased_by IS NULL AND due_at <= engine_now()),
      in_org AS (
        SELECT org_id, batch_id, slice_no, coalesce(in_work.slices, 0)
          + row_number() OVER (PARTITION BY org_id ORDER BY turn, batch_id) AS turn
        FROM in_batch LEFT JOIN in_work USING (org_id)),
      chosen AS (
        SELECT s.org_id, s.batch_id, s.slice_no
        FROM slice s JOIN in_org USING (org_id, batch_id, slice_no)
        WHERE s.leased_by IS NULL AND s.due_at <= engine_now()
        ORDER BY in_org.turn, org_id
        LIMIT :limit
        FOR UPDATE OF s SKIP LOCKED)
      UPDATE slice SET leased_by = :node, leased_at = engine_now(), epoch = epoch + 1
      FROM chosen
      WHERE slice.org_id = chosen.org_id
        AND slice.batch_id = chosen.batch_id
        AND slice.slice_no = chosen.slice_no
      RETURNING slice.org_id, slice.day, slice.batch_id, slice.slice_no, run, attempt, epoch,
        crashes, suspect, leased_at
      """;

  /// Leases up to `limit` due slices to a node, fairly over organizations and their batches.
  public List<Lease> claim(Handle handle, UUID node, int limit) {
    // Losing a claim in a crash only repeats work, so it need not wait for the disk.
    handle.execute("SET LOCAL synchronous_commit = off");
    return handle
        .createQuery(CLAIM)
        .bind("node", node)
        .bind("limit", limit)
        .map(SliceQueue::lease)
        .list();
  }

  private static Lease lease(ResultSet row, StatementContext context) throws SQLException {
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
        row.getObject("suspect", Integer.class),
        row.getTimestamp("leased_at").toInstant());
  }

  private static final String MILLIS_TO_NEXT_DUE =
      """
      SELECT extract(epoch FROM min(due_at) - engine_now()) * 1000
      FROM slice WHERE leased_by IS NULL
      """;

  /// How long until the next slice is due, not negative; empty when none waits.
  public Optional<Duration> findTimeToNextDue(Handle handle) {
    return handle
        .createQuery(MILLIS_TO_NEXT_DUE)
        .mapTo(Double.class)
        .findOne()
        .map(millis -> Duration.ofMillis(Math.max(0, (long) Math.ceil(millis))));
  }

  private static final String HELD =
      """
      org_id = :orgId AND batch_id = :batchId AND slice_no = :sliceNo
        AND leased_by = :node AND epoch = :epoch AND run = :run
      """;

  private static final String STILL_HELD =
      """
      SELECT 1 FROM slice WHERE %s FOR UPDATE
      """
          .formatted(HELD);

  /// Locks a leased slice so that results can be written under the lease.
  ///
  /// @throws LeaseLost when it is no longer held
  public void holdFast(Handle handle, UUID node, Lease lease) {
    boolean held =
        handle
            .createQuery(STILL_HELD)
            .bindMethods(lease.batch())
            .bindMethods(lease)
            .bind("node", node)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!held) {
      throw new LeaseLost(lease);
    }
  }

  private static final String END =
      """
      DELETE FROM slice WHERE %s
      """
          .formatted(HELD);

  /// Takes a slice out of the queue for good.
  ///
  /// @return whether it was the last one of its batch
  /// @throws LeaseLost when it is no longer held
  public boolean end(Handle handle, UUID node, Lease lease) {
    changeHeld(handle.createUpdate(END), node, lease);
    return !handle.createQuery(HAS_SLICES).bindMethods(lease.batch()).mapTo(Boolean.class).one();
  }

  private static final String HAS_SLICES =
      """
      SELECT EXISTS (SELECT 1 FROM slice WHERE org_id = :orgId AND batch_id = :batchId)
      """;

  private static final String RETRY =
      """
      UPDATE slice SET leased_by = NULL, attempt = attempt + 1, suspect = NULL,
        due_at = engine_now() + :delay * interval '1 millisecond'
      WHERE %s
      """
          .formatted(HELD);

  /// Gives a slice back, to be tried again after a delay.
  ///
  /// @throws LeaseLost when it is no longer held
  public void retryAfter(Handle handle, UUID node, Lease lease, Duration delay) {
    changeHeld(handle.createUpdate(RETRY).bind("delay", delay.toMillis()), node, lease);
  }

  private static final String SUSPECT =
      """
      UPDATE slice SET suspect = :position WHERE %s
      """
          .formatted(HELD);

  /// Remembers which place is tried next, in case trying it brings the node down.
  ///
  /// @throws LeaseLost when the slice is no longer held
  public void suspect(Handle handle, UUID node, Lease lease, int position) {
    changeHeld(handle.createUpdate(SUSPECT).bind("position", position), node, lease);
  }

  private static void changeHeld(Update update, UUID node, Lease lease) {
    int changed = update.bindMethods(lease.batch()).bindMethods(lease).bind("node", node).execute();
    if (changed == 0) {
      throw new LeaseLost(lease);
    }
  }

  private static final String HELD_BY_NODE =
      """
      SELECT org_id, day, batch_id, slice_no, run, attempt, epoch, crashes, suspect, leased_at
      FROM slice WHERE leased_by = :node
      FOR UPDATE
      """;

  private static final String RELEASE =
      """
      UPDATE slice SET leased_by = NULL WHERE %s
      """
          .formatted(HELD);

  /// Frees the slices that are leased to a node but not among those it knows it has.
  ///
  /// @return how many were freed
  public int releaseAllBut(Handle handle, UUID node, Set<Lease> known) {
    List<Lease> unknown =
        handle.createQuery(HELD_BY_NODE).bind("node", node).map(SliceQueue::lease).stream()
            .filter(held -> known.stream().noneMatch(held::isSameAs))
            .toList();
    unknown.forEach(held -> changeHeld(handle.createUpdate(RELEASE), node, held));
    return unknown.size();
  }

  private static final String NEXT_WAITING =
      """
      DELETE FROM waiting_batch WHERE (org_id, queued_at, batch_id) = (
        SELECT org_id, queued_at, batch_id FROM waiting_batch WHERE org_id = :orgId
        ORDER BY queued_at, batch_id LIMIT 1)
      RETURNING day, batch_id, run, queued_at, slices
      """;

  /// Lets waiting batches of an organization run, as far as its limit allows.
  ///
  /// @return whether any began to run
  public boolean admitWaiting(Handle handle, long orgId) {
    takeTurn(handle, orgId);
    boolean admitted = false;
    for (int running = countRunningBatches(handle, orgId);
        running < config.runningBatches() && admitNext(handle, orgId);
        running++) {
      admitted = true;
    }
    return admitted;
  }

  private static boolean admitNext(Handle handle, long orgId) {
    return handle
        .createQuery(NEXT_WAITING)
        .bind("orgId", orgId)
        .map((row, _) ->
            handle
                .createUpdate(ADD_SLICES)
                .bind("orgId", orgId)
                .bind("batchId", row.getObject("batch_id", UUID.class))
                .bind("day", row.getObject("day", LocalDate.class))
                .bind("run", row.getInt("run"))
                .bind("queuedAt", row.getTimestamp("queued_at").toInstant())
                .bind("slices", (Short[]) row.getArray("slices").getArray())
                .execute())
        .findOne()
        .isPresent();
  }

  private static final String DROP_SLICES =
      """
      DELETE FROM slice WHERE org_id = :orgId AND batch_id = :batchId
      RETURNING slice_no, attempt
      """;

  private static final String DROP_WAITING =
      """
      DELETE FROM waiting_batch WHERE org_id = :orgId AND batch_id = :batchId
      """;

  /// Takes all that is left of a batch out of the queue, leased or not.
  ///
  /// @return how often the places of each slice had been tried
  public Map<Integer, Integer> drop(Handle handle, BatchKey batch) {
    handle.createUpdate(DROP_WAITING).bindMethods(batch).execute();
    Map<Integer, Integer> attempts = new HashMap<>();
    handle
        .createQuery(DROP_SLICES)
        .bindMethods(batch)
        .map((row, _) -> Map.entry(row.getInt("slice_no"), row.getInt("attempt")))
        .forEach(slice -> attempts.put(slice.getKey(), slice.getValue()));
    return attempts;
  }

  private static final String STARTED =
      """
      SELECT DISTINCT batch_id FROM slice WHERE org_id = :orgId AND epoch > 0
      """;

  /// The batches of an organization of which some slice has been claimed and not ended since.
  public Set<UUID> startedBatches(Handle handle, long orgId) {
    return handle.createQuery(STARTED).bind("orgId", orgId).mapTo(UUID.class).set();
  }

  private static final String OVERDUE =
      """
      SELECT org_id, day, batch_id FROM slice WHERE queued_at < engine_now() - :limit * interval '1 millisecond'
      UNION
      SELECT org_id, day, batch_id FROM waiting_batch WHERE queued_at < engine_now() - :limit * interval '1 millisecond'
      """;

  /// The batches whose run was asked for longer ago than the limit and that have not ended.
  public List<BatchKey> overdue(Handle handle, Duration limit) {
    return handle
        .createQuery(OVERDUE)
        .bind("limit", limit.toMillis())
        .map((row, _) ->
            new BatchKey(
                row.getLong("org_id"),
                row.getObject("day", LocalDate.class),
                row.getObject("batch_id", UUID.class)))
        .list();
  }
}
