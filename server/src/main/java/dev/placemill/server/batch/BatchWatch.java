package dev.placemill.server.batch;

import dev.placemill.server.db.Database;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.SliceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells everybody on this node who waits for a batch what has become of it.
///
/// However many wait, the database is asked by one thread only: now and then it looks at all the
/// batches that anybody waits for, in one statement for each day they are of. When nobody waits it
/// asks nothing, and it never takes more than a tenth of one connection's time. Where a batch was
/// changed makes no difference, so a client may wait on any node.
public final class BatchWatch implements AutoCloseable {
  private static final int BATCHES_PER_LOOK = 1_000;
  private static final int REST = 9;
  private static final long REST_AFTER_OUTAGE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Database database;
  private final SliceQueue queue;
  private final BatchLimits limits;
  private final WaitLimits waits;
  private final ConcurrentMap<BatchKey, Watched> watched = new ConcurrentHashMap<>();
  private final AtomicLong looks = new AtomicLong();
  private volatile boolean closed;
  private long nextLook = System.nanoTime();

  public BatchWatch(Database database, SliceQueue queue, BatchLimits limits, WaitLimits waits) {
    this.database = database;
    this.queue = queue;
    this.limits = limits;
    this.waits = waits;
  }

  WaitLimits waits() {
    return waits;
  }

  /// What a look found: the batch, or null when it is gone.
  private record Sight(long look, @Nullable BatchView batch) {}

  /// One batch and all who watch it.
  private static final class Watched {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Watching> waiting = new HashSet<>();
    private int watchers = 1;
    private @Nullable Sight last;

    /// Wakes those alone for whom there is something in it: most looks find nothing new.
    void show(Sight sight) {
      lock.lock();
      try {
        last = sight;
        waiting.stream().filter(Watching::hasNews).forEach(one -> one.woken.signal());
      } finally {
        lock.unlock();
      }
    }

    void wake() {
      lock.lock();
      try {
        waiting.forEach(one -> one.woken.signal());
      } finally {
        lock.unlock();
      }
    }
  }

  /// Looks at every batch that somebody waits for. Called again and again by one thread.
  public void look() {
    if (watched.isEmpty() || System.nanoTime() - nextLook < 0) {
      return;
    }
    long begin = System.nanoTime();
    try {
      // Whoever comes from here on waits for the next look, since this one may read too early.
      long look = looks.incrementAndGet();
      List<BatchKey> keys = new ArrayList<>(watched.keySet());
      for (int from = 0; from < keys.size(); from += BATCHES_PER_LOOK) {
        show(look, keys.subList(from, Math.min(keys.size(), from + BATCHES_PER_LOOK)));
      }
      long end = System.nanoTime();
      nextLook = end + REST * (end - begin);
    } catch (RuntimeException e) {
      nextLook = System.nanoTime() + REST_AFTER_OUTAGE_NANOS;
      throw e;
    }
  }

  private void show(long look, List<BatchKey> keys) {
    Map<UUID, BatchView> found =
        database.withHandle(handle -> BatchViews.of(handle, queue, limits, keys));
    for (BatchKey key : keys) {
      Watched waitedFor = watched.get(key);
      if (waitedFor != null) {
        waitedFor.show(new Sight(look, found.get(key.batchId())));
      }
    }
  }

  /// Begins to watch a batch.
  Watching watch(BatchKey key) {
    Watched joined =
        watched.compute(
            key,
            (_, there) -> {
              if (there == null) {
                return new Watched();
              }
              there.watchers++;
              return there;
            });
    return new Watching(key, joined, looks.get());
  }

  /// From here on nobody is kept waiting any more.
  @Override
  public void close() {
    closed = true;
    watched.values().forEach(Watched::wake);
  }

  boolean isClosed() {
    return closed;
  }

  /// How one client watches a batch. For one thread.
  final class Watching implements AutoCloseable {
    private final BatchKey key;
    private final Watched batch;
    private final long since;
    private final Condition woken;
    private Predicate<BatchView> isNews = _ -> false;

    private Watching(BatchKey key, Watched batch, long since) {
      this.key = key;
      this.batch = batch;
      this.since = since;
      this.woken = batch.lock.newCondition();
    }

    /// Waits for news.
    ///
    /// @return the batch as soon as it is as asked for; empty when the time is over, the batch is
    ///   gone or the server stops
    Optional<BatchView> await(Predicate<BatchView> news, Duration atMost) {
      long nanos = atMost.toNanos();
      batch.lock.lock();
      try {
        isNews = news;
        batch.waiting.add(this);
        while (!closed && !hasNews() && nanos > 0) {
          nanos = woken.awaitNanos(nanos);
        }
        Sight last = batch.last;
        return !closed && hasNews() && last != null
            ? Optional.ofNullable(last.batch)
            : Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } finally {
        batch.waiting.remove(this);
        batch.lock.unlock();
      }
    }

    /// Whether the last look was for this client too, and found what it waits for or nothing at
    /// all. Asked under the lock.
    private boolean hasNews() {
      Sight last = batch.last;
      return last != null && last.look > since && (last.batch == null || isNews.test(last.batch));
    }

    /// Whether the batch was deleted meanwhile, or is over its retention.
    boolean isGone() {
      batch.lock.lock();
      try {
        return batch.last != null && batch.last.look > since && batch.last.batch == null;
      } finally {
        batch.lock.unlock();
      }
    }

    @Override
    public void close() {
      watched.computeIfPresent(key, (_, there) -> --there.watchers == 0 ? null : there);
    }
  }

  /// How many batches are watched.
  int size() {
    return watched.size();
  }

  /// How often all of them were looked at.
  long looks() {
    return looks.get();
  }
}
