package dev.placemill.server.queue;

import org.jdbi.v3.core.Handle;

/// The table `pause`: organizations none of whose slices is claimed for now. Their batches are
/// taken and kept, what is being worked is ended, and time limits run on.
public final class Pauses {
  private Pauses() {}

  private static final String PAUSE =
      """
      INSERT INTO pause (org_id, paused_at) VALUES (:orgId, engine_now())
      ON CONFLICT (org_id) DO NOTHING
      """;

  /// Pauses an organization; doing so again changes nothing.
  ///
  /// @return whether it went on before
  public static boolean pause(Handle handle, long orgId) {
    return handle.createUpdate(PAUSE).bind("orgId", orgId).execute() > 0;
  }

  private static final String RESUME =
      """
      DELETE FROM pause WHERE org_id = :orgId
      """;

  /// Lets an organization go on.
  ///
  /// @return whether it was paused before
  public static boolean resume(Handle handle, long orgId) {
    return handle.createUpdate(RESUME).bind("orgId", orgId).execute() > 0;
  }

  private static final String IS_PAUSED =
      """
      SELECT EXISTS (SELECT FROM pause WHERE org_id = :orgId)
      """;

  /// Whether an organization is paused.
  public static boolean isPaused(Handle handle, long orgId) {
    return handle.createQuery(IS_PAUSED).bind("orgId", orgId).mapTo(Boolean.class).one();
  }
}
