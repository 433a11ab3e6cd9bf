package dev.placemill.server.worker;

import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.Partitions;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.NodeRegistry;
import java.time.Duration;

/// What must happen even if nobody asks: the work of dead nodes is freed, batches out of time are
/// ended, the days of the tables are made and dropped. Any number of nodes may do it at once.
public final class Housekeeping implements AutoCloseable {
  private final Database database;
  private final NodeRegistry nodes;
  private final BatchWork batches;
  private final Partitions partitions;
  private final WakeUp wakeUp;
  private final Loop loop;

  public Housekeeping(
      Database database,
      NodeRegistry nodes,
      BatchWork batches,
      Partitions partitions,
      WakeUp wakeUp,
      Duration every) {
    this.database = database;
    this.nodes = nodes;
    this.batches = batches;
    this.partitions = partitions;
    this.wakeUp = wakeUp;
    this.loop = new Loop("housekeeping", every, this::sweep);
  }

  /// One round.
  public void sweep() {
    int rescued = database.inTransaction(nodes::rescueFromSilentNodes);
    if (rescued > 0) {
      wakeUp.call();
    }
    batches.endOverdue();
    partitions.maintain();
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }
}
