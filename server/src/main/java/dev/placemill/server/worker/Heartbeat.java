package dev.placemill.server.worker;

import dev.placemill.server.db.Database;
import dev.placemill.server.queue.NodeRegistry;
import java.time.Duration;
import java.util.UUID;

/// Says, again and again, that this node lives. On a platform thread of its own, so that no amount
/// of work can delay it.
public final class Heartbeat implements AutoCloseable {
  private final Database database;
  private final NodeRegistry nodes;
  private final UUID node;
  private final Loop loop;
  private final Steadiness steadiness;

  /// @param every well below the time after which a silent node is taken for dead
  public Heartbeat(Database database, NodeRegistry nodes, UUID node, Duration every) {
    this.database = database;
    this.nodes = nodes;
    this.node = node;
    this.loop = new Loop("heartbeat", every, this::beat);
    this.steadiness = new Steadiness(every, System.nanoTime());
  }

  /// One beat; the first must come before the first claim.
  public void beat() {
    database.inTransaction(handle -> {
      nodes.heartbeat(handle, node);
      return node;
    });
    steadiness.beat(System.nanoTime());
  }

  /// Whether this node has been heard of for a while, so that it may judge others.
  boolean isSteady() {
    return steadiness.isSteady(System.nanoTime());
  }

  public void start() {
    loop.start();
  }

  /// Stops, and gives back whatever this node still holds.
  @Override
  public void close() {
    loop.close();
    database.inTransaction(handle -> {
      nodes.signOff(handle, node);
      return node;
    });
  }
}
