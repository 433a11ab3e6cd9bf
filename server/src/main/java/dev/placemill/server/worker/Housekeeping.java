package dev.placemill.server.worker;

import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.Partitions;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.NodeRegistry;
import dev.placemill.server.queue.QueueRenewal;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must happen even if nobody asks: the work of dead nodes is freed, batches out of time are
/// ended, the days of the tables are made and dropped, the queue's tables kept small. Any number of
/// nodes may do it at once.
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Database database;
  private final NodeRegistry nodes;
  private final Heartbeat heartbeat;
  private final QueueRenewal renewal;
  private final WakeUp wakeUp;

  // A loop each, so that trouble with one does not keep the others from their work.
  private final List<Loop> loops;

  /// @param refresh works the batches anew whose day has come
  public Housekeeping(
      Database database,
      NodeRegistry nodes,
      Heartbeat heartbeat,
      Runnable refresh,
      BatchWork batches,
      Partitions partitions,
      QueueRenewal renewal,
      WakeUp wakeUp,
      Duration every) {
    this.database = database;
    this.nodes = nodes;
    this.heartbeat = heartbeat;
    this.renewal = renewal;
    this.wakeUp = wakeUp;
    this.loops =
        List.of(
            new Loop("rescue", every, this::rescue),
            new Loop("time limits", every, batches::endOverdue),
            new Loop("stalled batches", every, batches::admitStalled),
            new Loop("partitions", every.multipliedBy(12), partitions::maintain),
            new Loop("queue's tables", every, this::renewQueue),
            new Loop("idempotency keys", every, batches::forgetOldKeys),
            new Loop("monthly refresh", every, refresh));
  }

  private void rescue() {
    if (heartbeat.isSteady() && database.inTransaction(nodes::rescueFromSilentNodes) > 0) {
      wakeUp.call();
    }
  }

  private void renewQueue() {
    if (database.withHandle(renewal::isDue)) {
      boolean renewed = database.doUnlessLocked(renewal::renew);
      LOG.info(renewed ? "wrote the queue's tables anew" : "the queue's tables are in use");
    }
  }

  public void start() {
    loops.forEach(Loop::start);
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
  }
}
