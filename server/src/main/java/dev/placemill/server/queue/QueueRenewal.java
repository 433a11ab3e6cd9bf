package dev.placemill.server.queue;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes the tables of the queue anew when they are full of dead rows.
///
/// Every slice leaves dead rows behind, and every claim has to pass over those at the head of its
/// index. The database clears them away, but not while anybody holds a snapshot from before, as a
/// session does that was forgotten in the middle of a transaction. What is alive is little; so it
/// is copied into files without dead rows.
public final class QueueRenewal {
  private final int mostDead;

  /// @param mostDead rows, beside as many as are alive
  public QueueRenewal(int mostDead) {
    this.mostDead = mostDead;
  }

  private static final String IS_DUE =
      """
      SELECT sum(pg_stat_get_dead_tuples(oid)) > :mostDead + sum(pg_stat_get_live_tuples(oid))
      FROM unnest(ARRAY['slice', 'open_run']::regclass[]) AS oid
      """;

  /// Whether the tables need it.
  public boolean isDue(Handle handle) {
    return handle.createQuery(IS_DUE).bind("mostDead", mostDead).mapTo(Boolean.class).one();
  }

  // A dump takes its snapshot first and its locks a moment later. In between it would lose the
  // queue: emptying a table is seen by every snapshot.
  private static final String UNLESS_DUMPED =
      """
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'pg_dump%') THEN
          RAISE lock_not_available USING MESSAGE = 'a dump has begun';
        END IF;
      END $$
      """;

  // Whoever has one of the tables in use, for a moment or for hours, is not waited for: others
  // would have to wait behind us.
  private static final List<String> RENEW =
      List.of(
          "SET LOCAL lock_timeout = '100ms'",
          "LOCK TABLE open_run, slice IN ACCESS EXCLUSIVE MODE",
          "CREATE TEMPORARY TABLE kept_slice ON COMMIT DROP AS TABLE slice",
          "CREATE TEMPORARY TABLE kept_run ON COMMIT DROP AS TABLE open_run",
          "TRUNCATE slice, open_run",
          "INSERT INTO slice TABLE kept_slice",
          "INSERT INTO open_run TABLE kept_run",
          UNLESS_DUMPED);

  /// Writes the tables anew, or fails with `lock_not_available` when they are in use.
  public void renew(Handle handle) {
    RENEW.forEach(statement -> handle.execute(statement));
  }

  private static final String KEEP_IN_PLACE =
      """
      LOCK TABLE open_run, slice IN ACCESS SHARE MODE
      """;

  /// Keeps the tables from being renewed until the end of a transaction. One that reads them in the
  /// snapshot it began with asks for this before it reads anything.
  public static void keepInPlace(Handle handle) {
    handle.execute(KEEP_IN_PLACE);
  }
}
