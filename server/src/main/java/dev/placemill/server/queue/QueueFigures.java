package dev.placemill.server.queue;

import org.jdbi.v3.core.Handle;

/// What is in the queue at this moment, for whoever watches the server.
///
/// @param ready slices that wait for a free worker
/// @param leased slices that are being worked
/// @param delayed slices that wait for a time to be tried again
/// @param runningBatches batches whose slices can be claimed
/// @param waitingBatches batches that wait for their organization's turn
/// @param nodes servers heard of lately
/// @param oldestReadySeconds how long ago the run was asked for, or the time came to try again, of
///   the slice that has waited longest for a free worker; 0 when none waits. Paused organizations
///   and batches do not count. The figure to set an alarm on
public record QueueFigures(
    long ready,
    long leased,
    long delayed,
    long runningBatches,
    long waitingBatches,
    long nodes,
    double oldestReadySeconds) {

  private static final String FIGURES =
      """
      SELECT
        count(*) FILTER (
          WHERE leased_by IS NULL AND (due_at IS NULL OR due_at <= engine_now())) AS ready,
        count(*) FILTER (WHERE leased_by IS NOT NULL) AS leased,
        count(*) FILTER (
          WHERE leased_by IS NULL AND due_at > engine_now() AND due_at < 'infinity') AS delayed,
        (SELECT count(*) FROM open_run WHERE admitted AND set_aside_at IS NULL) AS running,
        (SELECT count(*) FROM open_run
          WHERE paused_at IS NULL AND (NOT admitted OR set_aside_at IS NOT NULL)) AS waiting,
        (SELECT count(*) FROM node) AS nodes,
        coalesce((
          SELECT extract(epoch FROM engine_now() - min(greatest(r.queued_at, s.due_at)))
          FROM open_run r JOIN slice s USING (org_id, batch_id) LEFT JOIN pause p USING (org_id)
          WHERE p.paused_at IS NULL AND r.set_aside_at IS NULL AND s.leased_by IS NULL
            AND (s.due_at IS NULL OR s.due_at <= engine_now())), 0) AS oldest
      FROM slice
      """;

  public static QueueFigures read(Handle handle) {
    return handle
        .createQuery(FIGURES)
        .map((row, _) ->
            new QueueFigures(
                row.getLong("ready"),
                row.getLong("leased"),
                row.getLong("delayed"),
                row.getLong("running"),
                row.getLong("waiting"),
                row.getLong("nodes"),
                row.getDouble("oldest")))
        .one();
  }
}
