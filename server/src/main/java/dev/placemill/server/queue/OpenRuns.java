package dev.placemill.server.queue;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Questions about runs that have not ended.
public final class OpenRuns {
  private OpenRuns() {}

  private static final String OVERDUE =
      """
      SELECT org_id, day, batch_id FROM open_run WHERE ends_at <= engine_now()
      ORDER BY ends_at
      """;

  /// The batches whose run has not ended in its time.
  public static List<BatchKey> overdue(Handle handle) {
    return handle.createQuery(OVERDUE).map((row, _) -> SliceQueue.batch(row)).list();
  }

  private static final String IS_OVERDUE =
      """
      SELECT 1 FROM open_run
      WHERE org_id = :orgId AND batch_id = :batchId AND ends_at <= engine_now()
      """;

  /// Whether the run a batch has now has not ended in its time.
  public static boolean isOverdue(Handle handle, BatchKey batch) {
    return handle
        .createQuery(IS_OVERDUE)
        .bindMethods(batch)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static final String STALLED =
      """
      SELECT DISTINCT org_id FROM open_run w
      WHERE paused_at IS NULL AND (NOT admitted OR set_aside_at IS NOT NULL)
        AND NOT EXISTS (
          SELECT 1 FROM open_run r
          WHERE r.org_id = w.org_id AND r.admitted AND r.set_aside_at IS NULL)
      """;

  /// Organizations that have waiting runs and none that is worked, by whose end they would begin:
  /// whoever was to let them had its transaction cut off.
  public static List<Long> stalled(Handle handle) {
    return handle.createQuery(STALLED).mapTo(Long.class).list();
  }

  private static final String IN_WORK =
      """
      SELECT slice_no FROM slice
      WHERE org_id = :orgId AND batch_id = :batchId AND leased_by IS NOT NULL
      """;

  /// The slices of a batch that are being worked right now.
  public static Set<Integer> inWork(Handle handle, BatchKey batch) {
    return handle.createQuery(IN_WORK).bindMethods(batch).mapTo(Integer.class).set();
  }
}
