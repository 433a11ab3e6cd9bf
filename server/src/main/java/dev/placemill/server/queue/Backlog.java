package dev.placemill.server.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// How much work the store holds that is not done, and whether it can take more. Work that comes in
/// faster than it is done would fill the disk; refusing it early is cheap and can be tried again.
///
/// The figure is read again once a second, and what this node adds meanwhile is added to it. What
/// other nodes add in that second is not seen, so the limit may be passed by a little.
public final class Backlog {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final long most;
  private final AtomicLong slices = new AtomicLong();
  private volatile long readAt = System.nanoTime() - FRESH_NANOS;

  public Backlog(QueueConfig config) {
    this.most = config.openSlices();
  }

  private static final String OPEN_SLICES =
      """
      SELECT coalesce(sum(cardinality(slices)), 0) FROM open_run
      """;

  /// Whether batches have to be refused for now.
  public boolean isFull(Handle handle) {
    if (System.nanoTime() - readAt >= FRESH_NANOS) {
      readAt = System.nanoTime();
      slices.set(handle.createQuery(OPEN_SLICES).mapTo(Long.class).one());
    }
    return slices.get() >= most;
  }

  /// Slices have been queued by this node.
  public void add(int queued) {
    slices.addAndGet(queued);
  }
}
