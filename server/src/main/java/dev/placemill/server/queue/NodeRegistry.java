package dev.placemill.server.queue;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Which nodes are alive. One heartbeat per node stands for all its leases, so that keeping a lease
/// costs the same for one slice as for a thousand.
public final class NodeRegistry {
  private final QueueConfig config;

  public NodeRegistry(QueueConfig config) {
    this.config = config;
  }

  private static final String HEARTBEAT =
      """
      INSERT INTO node (node_id, started_at, heartbeat_at)
      VALUES (:node, engine_now(), engine_now())
      ON CONFLICT (node_id) DO UPDATE SET heartbeat_at = engine_now()
      """;

  /// Says that a node lives.
  public void heartbeat(Handle handle, UUID node) {
    handle.createUpdate(HEARTBEAT).bind("node", node).execute();
  }

  private static final String FORGET_SILENT =
      """
      DELETE FROM node WHERE heartbeat_at < engine_now() - :timeout * interval '1 millisecond'
      """;

  // A lease whose node is not registered has no owner that could still write. What is locked is
  // being ended or given back by somebody, who may wait for one we have. What comes back is woken
  // by the next claim, unless its batch is paused.
  private static final String RESCUE =
      """
      UPDATE slice SET leased_by = NULL, crashes = crashes + 1, due_at = engine_now()
      WHERE (org_id, batch_id, slice_no) IN (
        SELECT org_id, batch_id, slice_no FROM slice
        WHERE leased_by IS NOT NULL AND leased_by NOT IN (SELECT node_id FROM node)
        FOR UPDATE SKIP LOCKED)
      """;

  /// Frees the slices of nodes that have been silent too long.
  ///
  /// @return how many slices can be claimed again
  public int rescueFromSilentNodes(Handle handle) {
    handle.createUpdate(FORGET_SILENT).bind("timeout", config.nodeTimeout().toMillis()).execute();
    return handle.createUpdate(RESCUE).execute();
  }

  private static final String FORGET_ALL =
      """
      DELETE FROM node
      """;

  /// Frees the slices of every node. Only for a server that knows itself to be the only one.
  public int rescueFromAllNodes(Handle handle) {
    handle.createUpdate(FORGET_ALL).execute();
    return handle.createUpdate(RESCUE).execute();
  }

  private static final String RELEASE =
      """
      UPDATE slice SET leased_by = NULL, suspect = NULL, due_at = engine_now()
      WHERE leased_by = :node
      """;

  private static final String FORGET =
      """
      DELETE FROM node WHERE node_id = :node
      """;

  /// Gives back what a node that stops in good order still holds.
  public void signOff(Handle handle, UUID node) {
    handle.createUpdate(RELEASE).bind("node", node).execute();
    handle.createUpdate(FORGET).bind("node", node).execute();
  }
}
