package dev.placemill.server.worker;

import dev.placemill.enricher.SentTogether;
import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.batch.LeasedSlice;
import dev.placemill.server.batch.RecentPace;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.trace.Traces;
import dev.placemill.server.worker.PlaceWork.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One lease worked to its end: all its places side by side, their results stored as they come, at
/// most a few seconds late, so that a crash repeats little.
final class SliceWork {
  private static final Logger LOG = LoggerFactory.getLogger(SliceWork.class);

  /// After so many crashes nothing else is worked beside a slice: of several that a node died with,
  /// most are innocent, and show it.
  private static final int CRASHES_TO_WORK_ALONE = 2;

  /// After so many crashes the places of a slice are tried one by one, to find the one to blame.
  private static final int CRASHES_TO_GO_CAREFULLY = 3;

  private static final int STARTED_AT_ONCE = 32;

  private static final Duration PAUSE_IN_OUTAGE = Duration.ofMillis(500);

  private final BatchWork batches;
  private final PlaceWork places;
  private final BatchesInWork inWork;
  private final ExecutorService threads;
  private final Duration storeEvery;
  private final RecentPace recent;

  /// @param threads one virtual thread per place
  /// @param recent is told how many places end in what time
  SliceWork(
      BatchWork batches,
      PlaceWork places,
      BatchesInWork inWork,
      ExecutorService threads,
      Duration storeEvery,
      RecentPace recent) {
    this.batches = batches;
    this.places = places;
    this.inWork = inWork;
    this.threads = threads;
    this.storeEvery = storeEvery;
    this.recent = recent;
  }

  /// Whether the node must work nothing else beside a slice.
  static boolean needsToBeAlone(Lease lease) {
    return lease.crashes() >= CRASHES_TO_WORK_ALONE;
  }

  /// Works a leased slice.
  ///
  /// @throws dev.placemill.server.queue.LeaseLost when the slice was taken away meanwhile
  void work(LeasedSlice slice) throws InterruptedException {
    Lease lease = slice.lease();
    List<PendingPlace> pending = slice.pending();
    if (lease.crashes() >= CRASHES_TO_GO_CAREFULLY) {
      workCarefully(lease, pending);
    } else {
      workTogether(lease, pending);
    }
  }

  private void workTogether(Lease lease, List<PendingPlace> pending) throws InterruptedException {
    SentTogether together = inWork.of(lease);
    var unfinished = new CountDownLatch(pending.size());
    Map<String, String> logContext = MDC.getCopyOfContextMap();
    List<Try> running = new ArrayList<>(pending.size());
    for (PendingPlace place : pending) {
      running.add(
          new Try(
              place,
              Traces.continued(() -> {
                MDC.setContextMap(logContext);
                return places.attempt(place, together, lease.attempt() + 1);
              }),
              unfinished));
    }
    try {
      start(running);
      collect(lease, running, unfinished);
    } finally {
      // Only still running when the lease is lost or the server stops: their answers have no taker.
      running.forEach(attempt -> attempt.cancel(true));
    }
  }

  /// Starts a few places at a time, the next few when those have had their turn: virtual threads
  /// run in the order they come, and a request must not wait behind whole slices.
  private void start(List<Try> tries) throws InterruptedException {
    for (int first = 0; first < tries.size(); first += STARTED_AT_ONCE) {
      tries
          .subList(first, Math.min(tries.size(), first + STARTED_AT_ONCE))
          .forEach(threads::execute);
      var behindThem = new CountDownLatch(1);
      threads.execute(behindThem::countDown);
      behindThem.await();
    }
  }

  /// A place that is being tried. Its end is counted down and wakes nobody but with the last, since
  /// a slice has no use for one place alone.
  private static final class Try extends FutureTask<Attempt> {
    private final PendingPlace place;
    private final CountDownLatch unfinished;

    Try(PendingPlace place, Callable<Attempt> attempt, CountDownLatch unfinished) {
      super(attempt);
      this.place = place;
      this.unfinished = unfinished;
    }

    @Override
    protected void done() {
      unfinished.countDown();
    }
  }

  private void collect(Lease lease, List<Try> running, CountDownLatch unfinished)
      throws InterruptedException {
    var outcome = new Outcome();
    long begin = System.nanoTime();
    long giveUpAt = begin + places.timeout().toNanos();
    while (!running.isEmpty()) {
      long left = giveUpAt - System.nanoTime();
      boolean all = unfinished.await(Math.min(left, storeEvery.toNanos()), TimeUnit.NANOSECONDS);
      boolean tooLate = !all && System.nanoTime() >= giveUpAt;
      for (Iterator<Try> tries = running.iterator(); tries.hasNext(); ) {
        Try attempt = tries.next();
        if (tooLate && attempt.cancel(true)) {
          outcome.add(places.tooLate(attempt.place, lease.attempt() + 1));
          tries.remove();
        } else if (attempt.isDone()) {
          outcome.add(result(attempt));
          tries.remove();
        }
      }
      if (!running.isEmpty()) {
        store(outcome, lease, new Next.GoOn());
      }
    }
    store(outcome, lease, outcome.next());
    recent.worked(begin, outcome.ended);
  }

  /// Stores what has come, as soon as the database takes it: what sources were asked for is not
  /// thrown away because the database is away for a while.
  ///
  /// @throws dev.placemill.server.queue.LeaseLost when another node has got the slice meanwhile
  private void store(Outcome outcome, Lease lease, Next next) throws InterruptedException {
    while (true) {
      try {
        outcome.store(batches, lease, next);
        return;
      } catch (RuntimeException e) {
        if (!Database.isOutage(e)) {
          throw e;
        }
        LOG.warn("slice {} waits for the database to be stored", lease.sliceNo());
        Thread.sleep(PAUSE_IN_OUTAGE);
      }
    }
  }

  /// What the attempts of one slice came to so far.
  private static final class Outcome {
    private final List<EndedPlace> unstored = new ArrayList<>();
    private int stores;
    private int ended;
    private Attempt.@Nullable Again again;

    void add(Attempt attempt) {
      switch (attempt) {
        case Attempt.Ended(var place) -> {
          unstored.add(place.get());
          ended++;
        }
        case Attempt.Again later ->
            again = again == null || later.delay().compareTo(again.delay()) > 0 ? later : again;
      }
    }

    void store(BatchWork batches, Lease lease, Next next) {
      batches.store(lease, stores, unstored, next);
      stores++;
      unstored.clear();
    }

    Next next() {
      return again == null ? new Next.End() : new Next.RetryAfter(again.delay(), again.because());
    }
  }

  private static Attempt result(Future<Attempt> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an attempt ended without an answer", e.getCause());
    }
  }

  /// One place at a time, each named on disk before it is tried and stored after.
  private void workCarefully(Lease lease, List<PendingPlace> pending) throws InterruptedException {
    var outcome = new Outcome();
    for (PendingPlace place : pending) {
      outcome.add(attemptAlone(lease, place));
      store(outcome, lease, new Next.GoOn());
    }
    store(outcome, lease, outcome.next());
  }

  private Attempt attemptAlone(Lease lease, PendingPlace place) {
    Integer suspect = lease.suspect();
    if (suspect != null && suspect == place.position()) {
      EndedPlace crashed = places.crashed(place, lease.attempt() + 1);
      return new Attempt.Ended(() -> crashed);
    }
    batches.suspect(lease, place.position());
    return places.attempt(place, inWork.of(lease), lease.attempt() + 1);
  }
}
