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
/// @param oldestReadySeconds how long ago the run was asked for of which a slice has waited longest
///   for a free worker; 0 when none waits. Paused organizations do not count. The figure to set an
///   alarm on
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
        count(*) FILTER (WHERE leased_by IS NULL AND due_at IS NULL) AS ready,
        count(*) FILTER (WHERE leased_by IS NOT NULL) AS leased,
        count(*) FILTER (WHERE leased_by IS NULL AND due_at IS NOT NULL) AS delayed,
        (SELECT count(*) FROM open_run WHERE admitted) AS running,
        (SELECT count(*) FROM open_run WHERE NOT admitted) AS waiting,
        (SELECT count(*) FROM node) AS nodes,
        coalesce((
          SELECT extract(epoch FROM engine_now() - min(r.queued_at))
          FROM open_run r LEFT JOIN pause p USING (org_id)
          WHERE r.admitted AND p.paused_at IS NULL AND EXISTS (
            SELECT 1 FROM slice s
            WHERE s.org_id = r.org_id AND s.batch_id = r.batch_id
              AND s.leased_by IS NULL AND s.due_at IS NULL)), 0) AS oldest
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
