package dev.placemill.server.queue;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Runs of which no more slices are claimed for now. What is in work is ended and kept; the time
/// limit stands still; the running place is for another batch of the organization.
///
/// Whether a slice may be claimed follows from its run. Those that nobody has in work are put where
/// claims do not look, so that it costs nothing however many they are; the few that come back from
/// work meanwhile have a time to be woken at, like all that come back, and are not woken.
public final class PausedRuns {
  private PausedRuns() {}

  private static final String PAUSE =
      """
      WITH open AS (
        SELECT org_id, batch_id, admitted FROM open_run
        WHERE org_id = :orgId AND batch_id = :batchId AND paused_at IS NULL
        FOR UPDATE)
      UPDATE open_run r SET paused_at = engine_now(),
        time_left = greatest(ends_at - engine_now(), interval '0'), ends_at = :keptUntil,
        admitted = true, set_aside_at = coalesce(set_aside_at, engine_now()),
        rested = CASE WHEN r.admitted THEN rested END
      FROM open WHERE r.org_id = open.org_id AND r.batch_id = open.batch_id
      RETURNING open.admitted AS was_admitted, run, priority, slices
      """;

  private static final String SET_ASIDE =
      """
      UPDATE slice SET due_at = 'infinity'
      WHERE org_id = :orgId AND batch_id = :batchId AND leased_by IS NULL
      """;

  /// Pauses the run of a batch; doing so again changes nothing. Others may be admitted then.
  ///
  /// @param batch its row locked
  /// @param keptUntil when the batch is kept no longer, paused or not
  /// @return whether it went on before
  public static boolean pause(Handle handle, BatchKey batch, Instant keptUntil) {
    Admission.takeTurn(handle, batch.orgId());
    return handle
        .createQuery(PAUSE)
        .bindMethods(batch)
        .bind("keptUntil", keptUntil)
        .map((row, _) -> {
          if (row.getBoolean("was_admitted")) {
            handle.createUpdate(SET_ASIDE).bindMethods(batch).execute();
          } else {
            Short[] slices = (Short[]) row.getArray("slices").getArray();
            Admission.addSlices(
                handle, batch, row.getInt("run"), row.getInt("priority"), slices, true);
          }
          return batch;
        })
        .findOne()
        .isPresent();
  }

  private static final String RESUME =
      """
      UPDATE open_run SET paused_at = NULL, ends_at = engine_now() + time_left, time_left = NULL
      WHERE org_id = :orgId AND batch_id = :batchId AND paused_at IS NOT NULL
      """;

  /// Lets the run of a batch go on as soon as it is admitted.
  ///
  /// @param batch its row locked
  /// @return whether it was paused before
  public static boolean resume(Handle handle, BatchKey batch) {
    Admission.takeTurn(handle, batch.orgId());
    return handle.createUpdate(RESUME).bindMethods(batch).execute() > 0;
  }
}
