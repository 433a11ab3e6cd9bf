package dev.placemill.server.queue;

import java.time.LocalDate;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Which runs of an organization are worked and which wait: as many as it may have running are, the
/// urgent and the early ones first, and none that is paused.
final class Admission {
  private final QueueConfig config;

  Admission(QueueConfig config) {
    this.config = config;
  }

  // One at a time per organization: two batches must not both take the last running place, and
  // none may be left waiting when the last running one ends.
  private static final String TAKE_TURN =
      """
      SELECT pg_advisory_xact_lock(7001, hashint8(:orgId))
      """;

  /// Keeps others from changing which runs of an organization are worked, until the end of the
  /// transaction.
  static void takeTurn(Handle handle, long orgId) {
    handle.createQuery(TAKE_TURN).bind("orgId", orgId).map((_, _) -> true).one();
  }

  private static final String FREE_PLACES =
      """
      SELECT coalesce(organization_running_batches(:orgId), :usual) - count(*)
      FROM open_run WHERE org_id = :orgId AND admitted AND set_aside_at IS NULL
      """;

  /// How many more batches of an organization may run; fewer than none when its limit was lowered.
  int countFreePlaces(Handle handle, long orgId) {
    return ofOrganization(handle, FREE_PLACES, orgId);
  }

  private static final String RUNNING_BATCHES =
      """
      SELECT coalesce(organization_running_batches(:orgId), :usual)
      """;

  int runningBatches(Handle handle, long orgId) {
    return ofOrganization(handle, RUNNING_BATCHES, orgId);
  }

  private int ofOrganization(Handle handle, String query, long orgId) {
    return handle
        .createQuery(query)
        .bind("orgId", orgId)
        .bind("usual", config.runningBatches())
        .mapTo(Integer.class)
        .one();
  }

  // The line of an organization begins where the slice at its head stands, so that a new batch
  // shares the turns of those that run instead of waiting behind all their slices.
  private static final String HEAD =
      """
      coalesce((
          SELECT min(turn) FROM slice
          WHERE org_id = :orgId AND priority = :priority AND leased_by IS NULL AND due_at IS NULL), 0)\
      """;

  private static final String ADD_SLICES =
      """
      INSERT INTO slice (org_id, batch_id, slice_no, day, run, priority, due_at, turn)
      SELECT :orgId, :batchId, slice_no, :day, :run, :priority,
        CASE WHEN :aside THEN timestamptz 'infinity' END, n - 1 + %s
      FROM unnest(:slices) WITH ORDINALITY AS of_run (slice_no, n)
      """
          .formatted(HEAD);

  /// Puts slices of a run into the queue.
  ///
  /// @param aside whether they are not to be claimed before the run is admitted again
  static void addSlices(
      Handle handle, BatchKey batch, int run, int priority, Short[] slices, boolean aside) {
    handle
        .createUpdate(ADD_SLICES)
        .bindMethods(batch)
        .bind("run", run)
        .bind("priority", priority)
        .bind("slices", slices)
        .bind("aside", aside)
        .execute();
  }

  // A run whose row is locked here is about to end; whoever ends it waits for the turn then, and
  // must not be waited for.
  private static final String ADMIT_NEXT =
      """
      WITH waiting AS (
        SELECT org_id, priority, queued_at, batch_id, false AS aside FROM open_run
        WHERE org_id = :orgId AND NOT admitted
        ORDER BY priority, queued_at, batch_id LIMIT 1
        FOR UPDATE SKIP LOCKED),
      set_aside AS (
        SELECT org_id, priority, queued_at, batch_id, true AS aside FROM open_run
        WHERE org_id = :orgId AND set_aside_at IS NOT NULL AND paused_at IS NULL
        ORDER BY priority, queued_at, batch_id LIMIT 1
        FOR UPDATE SKIP LOCKED),
      next AS (
        SELECT * FROM waiting UNION ALL SELECT * FROM set_aside
        ORDER BY priority, queued_at, batch_id LIMIT 1)
      UPDATE open_run r SET admitted = true
      FROM next WHERE r.org_id = next.org_id AND r.batch_id = next.batch_id
      RETURNING r.day, r.batch_id, r.run, r.priority, r.slices, next.aside
      """;

  /// Lets waiting runs of an organization be worked, as far as its limit allows.
  ///
  /// @return whether any began or went on
  boolean admitWaiting(Handle handle, long orgId) {
    takeTurn(handle, orgId);
    boolean admitted = false;
    for (int free = countFreePlaces(handle, orgId); free > 0 && admitNext(handle, orgId); free--) {
      admitted = true;
    }
    return admitted;
  }

  private static boolean admitNext(Handle handle, long orgId) {
    return handle
        .createQuery(ADMIT_NEXT)
        .bind("orgId", orgId)
        .map((row, _) -> {
          var batch =
              new BatchKey(
                  orgId,
                  row.getObject("day", LocalDate.class),
                  row.getObject("batch_id", UUID.class));
          int priority = row.getInt("priority");
          if (row.getBoolean("aside")) {
            takeBack(handle, batch, priority);
          } else {
            Short[] slices = (Short[]) row.getArray("slices").getArray();
            addSlices(handle, batch, row.getInt("run"), priority, slices, false);
          }
          return batch;
        })
        .findOne()
        .isPresent();
  }

  private static final String END_REST =
      """
      UPDATE open_run SET set_aside_at = NULL,
        rested = coalesce(rested + (engine_now() - set_aside_at), interval '0')
      WHERE org_id = :orgId AND batch_id = :batchId
      """;

  // They line up as if they came now: with their old turns they would go before all others until
  // those had been waited for.
  private static final String TAKE_BACK =
      """
      UPDATE slice SET due_at = NULL, delayed_because = NULL, turn = line.turn
      FROM (
        SELECT slice_no, row_number() OVER (ORDER BY slice_no) - 1 + %s AS turn
        FROM slice WHERE org_id = :orgId AND batch_id = :batchId AND due_at = 'infinity') line
      WHERE org_id = :orgId AND batch_id = :batchId AND slice.slice_no = line.slice_no
      """
          .formatted(HEAD);

  private static void takeBack(Handle handle, BatchKey batch, int priority) {
    handle.createUpdate(END_REST).bindMethods(batch).execute();
    handle.createUpdate(TAKE_BACK).bindMethods(batch).bind("priority", priority).execute();
  }
}
