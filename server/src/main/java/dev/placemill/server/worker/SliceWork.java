package dev.placemill.server.worker;

import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.batch.LeasedSlice;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.worker.PlaceWork.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// One lease worked to its end: all its places side by side, their results stored as they come, at
/// most a few seconds late, so that a crash repeats little.
final class SliceWork {
  /// After so many crashes the places of a slice are tried one by one, to find the one to blame.
  private static final int CRASHES_TO_GO_CAREFULLY = 3;

  private final BatchWork batches;
  private final PlaceWork places;
  private final ExecutorService threads;
  private final Duration storeEvery;

  /// @param threads one virtual thread per place
  SliceWork(BatchWork batches, PlaceWork places, ExecutorService threads, Duration storeEvery) {
    this.batches = batches;
    this.places = places;
    this.threads = threads;
    this.storeEvery = storeEvery;
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
    CompletionService<Attempt> attempts = new ExecutorCompletionService<>(threads);
    IdentityHashMap<Future<Attempt>, PendingPlace> running = new IdentityHashMap<>();
    Map<String, String> logContext = MDC.getCopyOfContextMap();
    for (PendingPlace place : pending) {
      running.put(
          attempts.submit(() -> {
            MDC.setContextMap(logContext);
            return places.attempt(place, lease.attempt() + 1);
          }),
          place);
    }
    try {
      collect(lease, attempts, running);
    } finally {
      // Only still running when the lease is lost or the server stops: their answers have no taker.
      running.keySet().forEach(attempt -> attempt.cancel(true));
    }
  }

  private void collect(
      Lease lease,
      CompletionService<Attempt> attempts,
      IdentityHashMap<Future<Attempt>, PendingPlace> running)
      throws InterruptedException {
    var outcome = new Outcome();
    long giveUpAt = System.nanoTime() + places.timeout().toNanos();
    long storeAt = System.nanoTime() + storeEvery.toNanos();
    while (!running.isEmpty()) {
      long wait = Math.min(storeAt, giveUpAt) - System.nanoTime();
      Future<Attempt> done = attempts.poll(wait, TimeUnit.NANOSECONDS);
      if (done != null) {
        running.remove(done);
        outcome.add(result(done));
      } else if (System.nanoTime() >= giveUpAt) {
        running.forEach((attempt, place) -> {
          attempt.cancel(true);
          outcome.add(places.tooLate(place, lease.attempt() + 1));
        });
        running.clear();
      } else {
        storeAt = System.nanoTime() + storeEvery.toNanos();
        outcome.store(batches, lease, new Next.GoOn());
      }
    }
    outcome.store(batches, lease, outcome.next());
  }

  /// What the attempts of one slice came to so far.
  private static final class Outcome {
    private final List<EndedPlace> unstored = new ArrayList<>();
    private int stores;
    private @Nullable Duration again;

    void add(Attempt attempt) {
      switch (attempt) {
        case Attempt.Ended(EndedPlace place) -> unstored.add(place);
        case Attempt.Again(Duration delay) ->
            again = again == null || delay.compareTo(again) > 0 ? delay : again;
      }
    }

    void store(BatchWork batches, Lease lease, Next next) {
      batches.store(lease, stores, unstored, next);
      stores++;
      unstored.clear();
    }

    Next next() {
      return again == null ? new Next.End() : new Next.RetryAfter(again);
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
  private void workCarefully(Lease lease, List<PendingPlace> pending) {
    var outcome = new Outcome();
    for (PendingPlace place : pending) {
      outcome.add(attemptAlone(lease, place));
      outcome.store(batches, lease, new Next.GoOn());
    }
    outcome.store(batches, lease, outcome.next());
  }

  private Attempt attemptAlone(Lease lease, PendingPlace place) {
    Integer suspect = lease.suspect();
    if (suspect != null && suspect == place.position()) {
      return new Attempt.Ended(places.crashed(place, lease.attempt() + 1));
    }
    batches.suspect(lease, place.position());
    return places.attempt(place, lease.attempt() + 1);
  }
}
