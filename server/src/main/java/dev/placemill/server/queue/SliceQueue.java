package dev.placemill.server.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/// The queue of slices and of the runs they belong to. Every method works inside the caller's
/// transaction, so that work and what it is about are stored, or not, together.
///
/// Locks are taken in one order everywhere, so that nothing deadlocks: the batches' rows (by the
/// caller, in the order of their ids), their slices in work, their organizations' turns, their
/// runs, their slices that are set aside.
public final class SliceQueue {
  private static final int LONGEST_REASON = 200;

  private final Admission admission;

  public SliceQueue(QueueConfig config) {
    this.admission = new Admission(config);
  }

  private static final String ADD_RUN =
      """
      INSERT INTO open_run
        (org_id, batch_id, day, run, priority, queued_at, ends_at, admitted, slices)
      VALUES
        (:orgId, :batchId, :day, :run, :priority, :queuedAt, :endsAt, :admitted, :slices)
      """;

  /// Queues a run of a batch: to be worked now, or, when the organization already has its fill of
  /// running batches, in its turn.
  ///
  /// @param slices the numbers of the slices to work
  /// @return whether the batch runs, as against waits
  public boolean enqueue(Handle handle, OpenRun run, Short[] slices) {
    long orgId = run.batch().orgId();
    Admission.takeTurn(handle, orgId);
    boolean admitted = admission.countFreePlaces(handle, orgId) > 0;
    handle
        .createUpdate(ADD_RUN)
        .bindMethods(run.batch())
        .bind("run", run.run())
        .bind("priority", run.priority().rank())
        .bind("queuedAt", run.queuedAt())
        .bind("endsAt", run.endsAt())
        .bind("admitted", admitted)
        .bind("slices", slices)
        .execute();
    if (admitted) {
      Admission.addSlices(handle, run.batch(), run.run(), run.priority().rank(), slices, false);
    }
    return admitted;
  }

  // The time of a run that is paused stands still, so what is left of it grows.
  private static final String EXTEND =
      """
      UPDATE open_run SET slices = slices || :slices,
        ends_at =
          CASE WHEN paused_at IS NULL THEN greatest(ends_at, cast(:endsAt AS timestamptz)) ELSE ends_at END,
        time_left = greatest(time_left,
          CASE WHEN paused_at IS NOT NULL THEN cast(:endsAt AS timestamptz) - engine_now() END)
      WHERE org_id = :orgId AND batch_id = :batchId
      RETURNING admitted, set_aside_at IS NOT NULL AS aside, run, priority
      """;

  /// Queues more slices of a run that is open.
  ///
  /// @param batch its row locked, so that the run cannot end meanwhile
  /// @param endsAt what is not done by then fails, also of the slices that were there before
  /// @return whether there is such a run
  public boolean extend(Handle handle, BatchKey batch, Short[] slices, Instant endsAt) {
    // Whether it runs or waits must not change between reading that and adding to the slices.
    Admission.takeTurn(handle, batch.orgId());
    return handle
        .createQuery(EXTEND)
        .bindMethods(batch)
        .bind("slices", slices)
        .bind("endsAt", endsAt)
        .map((row, _) -> {
          if (row.getBoolean("admitted")) {
            boolean aside = row.getBoolean("aside");
            Admission.addSlices(
                handle, batch, row.getInt("run"), row.getInt("priority"), slices, aside);
          }
          return batch;
        })
        .findOne()
        .isPresent();
  }

  /// How many batches of an organization may run at once.
  public int runningBatches(Handle handle, long orgId) {
    return admission.runningBatches(handle, orgId);
  }

  // A claim that did not reach the disk before PostgreSQL was killed gives its epoch out once more,
  // hence the look at when it was made.
  private static final String HELD =
      """
      org_id = :orgId AND batch_id = :batchId AND slice_no = :sliceNo
        AND leased_by = :node AND epoch = :epoch AND leased_at = :leasedAt AND run = :run
      """;

  private static final String STILL_HELD =
      """
      SELECT 1 FROM slice WHERE %s FOR UPDATE
      """
          .formatted(HELD);

  /// Locks a leased slice so that results can be written under the lease.
  ///
  /// @return whether the lease is still held
  public boolean holdFast(Handle handle, UUID node, Lease lease) {
    return held(handle.createQuery(STILL_HELD), node, lease)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static <S extends SqlStatement<S>> S held(S statement, UUID node, Lease lease) {
    return statement.bindMethods(lease.batch()).bindMethods(lease).bind("node", node);
  }

  private static final String END =
      """
      DELETE FROM slice USING unnest(:orgs, :batches, :slices, :runs, :epochs, :times)
        AS lease (org_id, batch_id, slice_no, run, epoch, leased_at)
      WHERE slice.org_id = lease.org_id AND slice.batch_id = lease.batch_id
        AND slice.slice_no = lease.slice_no AND slice.run = lease.run
        AND slice.epoch = lease.epoch AND slice.leased_at = lease.leased_at AND leased_by = :node
      RETURNING slice.batch_id, slice.slice_no
      """;

  /// Takes slices out of the queue for good, in one statement.
  ///
  /// @return the leases that were still held; the others have changed nothing
  public Set<Lease> end(Handle handle, UUID node, List<Lease> leases) {
    Map<List<Object>, Lease> bySlice = new HashMap<>();
    leases.forEach(lease -> bySlice.put(List.of(lease.batch().batchId(), lease.sliceNo()), lease));
    Set<Lease> ended = new HashSet<>();
    handle
        .createQuery(END)
        .bind("orgs", leases.stream().map(lease -> lease.batch().orgId()).toArray(Long[]::new))
        .bind("batches", leases.stream().map(lease -> lease.batch().batchId()).toArray(UUID[]::new))
        .bind("slices", leases.stream().map(Lease::sliceNo).toArray(Integer[]::new))
        .bind("runs", leases.stream().map(Lease::run).toArray(Integer[]::new))
        .bind("epochs", leases.stream().map(Lease::epoch).toArray(Integer[]::new))
        .bind("times", leases.stream().map(Lease::leasedAt).toArray(Instant[]::new))
        .bind("node", node)
        .map((row, _) ->
            List.<Object>of(row.getObject("batch_id", UUID.class), row.getInt("slice_no")))
        .forEach(slice -> ended.add(bySlice.get(slice)));
    return ended;
  }

  private static final String END_RUNS =
      """
      DELETE FROM open_run r USING unnest(:orgs, :batches) AS ending (org_id, batch_id)
      WHERE r.org_id = ending.org_id AND r.batch_id = ending.batch_id
        AND NOT EXISTS (
          SELECT 1 FROM slice s WHERE s.org_id = r.org_id AND s.batch_id = r.batch_id)
      RETURNING r.org_id, r.day, r.batch_id
      """;

  /// Ends the runs that have no slice left.
  ///
  /// @param batches some of whose slices were just ended, their rows locked
  /// @return those that have ended now
  public List<BatchKey> endRuns(Handle handle, Collection<BatchKey> batches) {
    return handle
        .createQuery(END_RUNS)
        .bind("orgs", batches.stream().map(BatchKey::orgId).toArray(Long[]::new))
        .bind("batches", batches.stream().map(BatchKey::batchId).toArray(UUID[]::new))
        .map((row, _) -> batch(row))
        .list();
  }

  static BatchKey batch(ResultSet row) throws SQLException {
    return new BatchKey(
        row.getLong("org_id"),
        row.getObject("day", LocalDate.class),
        row.getObject("batch_id", UUID.class));
  }

  private static final String RETRY =
      """
      UPDATE slice SET leased_by = NULL, attempt = attempt + 1, suspect = NULL,
        due_at = engine_now() + :delay * interval '1 millisecond', delayed_because = :because
      WHERE %s
      """
          .formatted(HELD);

  /// Gives a slice back, to be tried again after a delay.
  ///
  /// @param because what it waits for, in words for people; too long a text is cut
  /// @return whether the lease was still held
  public boolean retryAfter(Handle handle, UUID node, Lease lease, Duration delay, String because) {
    Update retry = handle.createUpdate(RETRY).bind("delay", delay.toMillis());
    return changeHeld(retry.bind("because", told(because)), node, lease);
  }

  /// Sources are free in their words; a status is short, and the database refuses some characters.
  private static String told(String because) {
    String line = because.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
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
    if (!changeHeld(handle.createUpdate(SUSPECT).bind("position", (short) position), node, lease)) {
      throw new LeaseLost(lease);
    }
  }

  private static boolean changeHeld(Update update, UUID node, Lease lease) {
    return held(update, node, lease).execute() > 0;
  }

  private static final String HELD_BY_NODE =
      """
      SELECT org_id, day, batch_id, slice_no, run, attempt, epoch, crashes, suspect, leased_at
      FROM slice WHERE leased_by = :node
      FOR UPDATE
      """;

  private static final String RELEASE =
      """
      UPDATE slice SET leased_by = NULL, suspect = NULL, due_at = engine_now() WHERE %s
      """
          .formatted(HELD);

  /// Frees the slices that are leased to a node but not among those it knows it has.
  ///
  /// @return how many were freed
  public int releaseAllBut(Handle handle, UUID node, Set<Lease> known) {
    List<Lease> unknown =
        handle.createQuery(HELD_BY_NODE).bind("node", node).map(SliceClaims::lease).stream()
            .filter(held -> known.stream().noneMatch(held::isSameAs))
            .toList();
    unknown.forEach(held -> changeHeld(handle.createUpdate(RELEASE), node, held));
    return unknown.size();
  }

  /// Lets waiting batches of an organization run, as far as its limit allows.
  ///
  /// @return whether any began to run, or goes on
  public boolean admitWaiting(Handle handle, long orgId) {
    return admission.admitWaiting(handle, orgId);
  }

  private static final String DROP_SLICES =
      """
      DELETE FROM slice WHERE org_id = :orgId AND batch_id = :batchId
      RETURNING slice_no, attempt
      """;

  private static final String DROP_RUN =
      """
      DELETE FROM open_run WHERE org_id = :orgId AND batch_id = :batchId
      """;

  /// Takes all that is left of a batch out of the queue, leased or not.
  ///
  /// @return how often the places of each slice had been tried
  public Map<Integer, Integer> drop(Handle handle, BatchKey batch) {
    // The run first: whoever admits it locks that and then its slices.
    handle.createUpdate(DROP_RUN).bindMethods(batch).execute();
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

  /// Where a batch stands in the queue; empty when no run of it is open.
  public Optional<RunState> findState(Handle handle, BatchKey batch) {
    return Optional.ofNullable(RunStates.of(handle, List.of(batch)).get(batch.batchId()));
  }

  /// Where several batches stand, by their ids; those no run of which is open are left out.
  public Map<UUID, RunState> states(Handle handle, Collection<BatchKey> batches) {
    return RunStates.of(handle, batches);
  }
}
