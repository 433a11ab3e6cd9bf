package dev.placemill.server.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// How much work the store holds that is not done, and whether it can take more. Work that comes in
/// faster than it is done would fill the disk; refusing it early is cheap and can be tried again.
///
/// When the store is full, those are refused who have their share of it or more, so that one
/// organization cannot shut out the others. What all shares come to is less than twice the limit.
///
/// An organization may have a limit of its own beside its share.
///
/// The figure is read again once a second, and what this node adds meanwhile is added to it. What
/// other nodes add in that second is not seen, so the limit may be passed by a little.
public final class Backlog {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final long most;
  private volatile Map<Long, Long> slices = new ConcurrentHashMap<>();
  private volatile Map<Long, Long> ownLimits = Map.of();
  private volatile long readAt = System.nanoTime() - FRESH_NANOS;

  public Backlog(QueueConfig config) {
    this.most = config.openSlices();
  }

  private static final String OPEN_SLICES =
      """
      SELECT org_id, sum(cardinality(slices)) AS slices, organization_open_slices(org_id) AS own
      FROM open_run GROUP BY org_id
      """;

  /// How much work it takes.
  public long most() {
    return most;
  }

  /// Whether batches of an organization have to be refused for now.
  public boolean isFull(Handle handle, long orgId) {
    refresh(handle);
    Map<Long, Long> open = slices;
    long all = open.values().stream().mapToLong(Long::longValue).sum();
    if (all < most) {
      return false;
    }
    int organizations = open.size() + (open.containsKey(orgId) ? 0 : 1);
    return open.getOrDefault(orgId, 0L) >= most / organizations;
  }

  /// The limit an organization has of its own, if it has reached that.
  public OptionalLong findLimitReached(Handle handle, long orgId) {
    refresh(handle);
    Long limit = ownLimits.get(orgId);
    return limit != null && slices.getOrDefault(orgId, 0L) >= limit
        ? OptionalLong.of(limit)
        : OptionalLong.empty();
  }

  private void refresh(Handle handle) {
    if (System.nanoTime() - readAt < FRESH_NANOS) {
      return;
    }
    readAt = System.nanoTime();
    Map<Long, Long> open = new ConcurrentHashMap<>();
    Map<Long, Long> limits = new HashMap<>();
    handle
        .createQuery(OPEN_SLICES)
        .map((row, _) -> {
          Long own = row.getObject("own", Long.class);
          if (own != null) {
            limits.put(row.getLong("org_id"), own);
          }
          return open.put(row.getLong("org_id"), row.getLong("slices"));
        })
        .list();
    ownLimits = limits;
    slices = open;
  }

  /// Slices have been queued by this node.
  public void add(long orgId, int queued) {
    slices.merge(orgId, (long) queued, Long::sum);
  }
}
