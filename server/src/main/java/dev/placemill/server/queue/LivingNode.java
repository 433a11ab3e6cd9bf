package dev.placemill.server.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A server that was heard of lately.
public record LivingNode(UUID nodeId, Instant startedAt, Instant seenAt) {
  private static final String ALL =
      """
      SELECT node_id, started_at, heartbeat_at FROM node ORDER BY started_at, node_id
      """;

  /// Every one, the oldest first.
  public static List<LivingNode> all(Handle handle) {
    return handle
        .createQuery(ALL)
        .map((row, _) ->
            new LivingNode(
                row.getObject("node_id", UUID.class),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("heartbeat_at").toInstant()))
        .list();
  }
}
