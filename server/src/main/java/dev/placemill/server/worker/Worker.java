package dev.placemill.server.worker;

import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.LeasedSlice;
import dev.placemill.server.batch.RecentPace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import dev.placemill.server.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Works the queue on this node: one loop claims slices, a few threads work them, and each place
/// has a virtual thread.
///
/// As many slices as are worked are claimed ahead while they are short, so that a claim always
/// takes many and none of the threads waits for one. Long ones are left to whoever is free first,
/// maybe another node; those claimed before it was known that they are long are put back, since it
/// may be somebody else's turn by now.
///
/// What a slice costs in processor time is spent on threads that the system can interrupt: a
/// virtual thread that computes is not, and every request would wait behind it.
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

  private final BatchWork batches;
  private final WorkerConfig config;
  private final WakeUp wakeUp;
  private final ExecutorService placeThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService sliceThreads;
  private final SliceWork sliceWork;
  private final Traces traces;
  private final Semaphore room;
  private final Pace pace = new Pace();

  /// One for each slice in work; a slice that has to be alone takes all.
  private final Semaphore slots;

  private final Set<Lease> inHand = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile boolean inDoubt;
  private volatile boolean foundNothing;

  /// @param recent is told how fast the work goes
  public Worker(
      BatchWork batches,
      PlaceEnricher enricher,
      WorkerConfig config,
      Clock clock,
      WakeUp wakeUp,
      RecentPace recent,
      Traces traces) {
    this.batches = batches;
    this.config = config;
    this.wakeUp = wakeUp;
    var retries =
        new RetryPolicy(
            config.maxAttempts(), config.firstRetryDelay(), RandomGenerator.getDefault());
    var places = new PlaceWork(enricher, retries, config.placeTimeout(), clock);
    var inWork = new BatchesInWork(batches, 2 * config.slices());
    this.traces = traces;
    this.sliceWork =
        new SliceWork(batches, places, inWork, placeThreads, config.storeEvery(), recent);
    this.room = new Semaphore(2 * config.slices());
    this.slots = new Semaphore(config.slices(), true);
    this.sliceThreads =
        Executors.newFixedThreadPool(
            config.slices(), Thread.ofPlatform().name("slice-", 0).daemon().factory());
  }

  /// Begins to work, until closed.
  public void start() {
    Thread.ofPlatform().name("claimer").daemon().start(this::claimUntilStopped);
  }

  /// Works everything that is due now on the calling thread, for tests and for nothing else to run
  /// beside it.
  ///
  /// @return how many slices were worked
  public int workWhatIsDue() {
    int worked = 0;
    for (List<Lease> leases = batches.claim(config.slices());
        !leases.isEmpty();
        leases = batches.claim(config.slices())) {
      batches.read(leases).forEach(this::work);
      worked += leases.size();
    }
    return worked;
  }

  private void claimUntilStopped() {
    try {
      while (!stopping) {
        boolean ahead = pace.allowsToClaimAhead();
        int kept = ahead ? 0 : config.slices();
        int least = ahead ? config.slices() : kept + 1;
        room.acquire(least);
        int free = least + room.drainPermits();
        // Before it looks: a slice that ends while it does must wake it, since the look may have
        // missed that.
        foundNothing = true;
        int claimed = stopping ? 0 : claim(free - kept);
        room.release(free - claimed);
        foundNothing = claimed == 0;
        if (foundNothing) {
          wakeUp.await(untilNextLook());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int claim(int free) throws InterruptedException {
    wakeUp.reset();
    try {
      if (inDoubt) {
        inDoubt = false;
        batches.giveBackAllBut(inHand);
      }
      List<Lease> leases = batches.claim(free);
      if (!leases.isEmpty()) {
        List<LeasedSlice> slices = batches.read(leases);
        inHand.addAll(leases);
        long claimedAt = System.nanoTime();
        slices.forEach(slice -> sliceThreads.execute(() -> workInHand(slice, claimedAt)));
      }
      return leases.size();
    } catch (RuntimeException | Error e) {
      // The database is away, or the claim's fate is unknown; both are sorted out on return.
      inDoubt = true;
      LOG.warn("could not claim work, trying again: {}", e.getMessage());
      Thread.sleep(PAUSE_AFTER_TROUBLE);
      return 0;
    }
  }

  private Duration untilNextLook() {
    try {
      return batches
          .findTimeToNextDue()
          .filter(due -> due.compareTo(config.poll()) < 0)
          .orElse(config.poll());
    } catch (RuntimeException | Error _) {
      return PAUSE_AFTER_TROUBLE;
    }
  }

  private void workInHand(LeasedSlice slice, long claimedAt) {
    int taken = SliceWork.needsToBeAlone(slice.lease()) ? config.slices() : 1;
    try {
      slots.acquire(taken);
      long begin = System.nanoTime();
      try {
        if (taken == 1 && !Pace.isShortSince(claimedAt)) {
          putBack(slice.lease());
        } else if (!work(slice)) {
          Thread.sleep(PAUSE_AFTER_TROUBLE); // it comes back at once, and may fail again
        } else {
          pace.ended(begin);
        }
      } finally {
        slots.release(taken);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      inHand.remove(slice.lease());
      room.release();
      if (foundNothing) {
        wakeUp.call(); // its organization may have had all in work that it may
      }
    }
  }

  private void putBack(Lease lease) {
    // In this order: a look for work that sees the doubt must not find the slice in hand.
    inHand.remove(lease);
    inDoubt = true;
  }

  /// Whether it went as intended, as against some trouble nobody has thought of.
  private boolean work(LeasedSlice slice) {
    Lease lease = slice.lease();
    String batch = BatchWork.publicId(lease);
    try (var span = traces.work("slice");
        var _ = MDC.putCloseable("batch_id", batch)) {
      span.set("placemill.batch.id", batch);
      span.set("placemill.slice", lease.sliceNo());
      sliceWork.work(slice);
      return true;
    } catch (LeaseLost e) {
      LOG.info("{}", e.getMessage());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    } catch (RuntimeException | Error e) {
      putBack(lease);
      if (stopping) {
        LOG.info("slice {} was cut off by the stop and is given back", lease.sliceNo());
        return true;
      }
      LOG.error("slice {} could not be worked; it will be tried again", lease.sliceNo(), e);
      return false;
    }
  }

  /// Claims no more, lets the work in hand end for a while, and gives back the rest.
  @Override
  public void close() {
    stopping = true;
    wakeUp.call();
    try {
      if (!room.tryAcquire(2 * config.slices(), config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} slices did not end in time and are given back", inHand.size());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    sliceThreads.shutdownNow();
    placeThreads.shutdownNow();
  }
}
