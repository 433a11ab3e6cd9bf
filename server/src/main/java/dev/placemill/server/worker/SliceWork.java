package dev.placemill.server.worker;

import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.worker.PlaceWork.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
  void work(Lease lease) throws InterruptedException {
    List<PendingPlace> pending = batches.pending(lease);
    if (lease.crashes() >= CRASHES_TO_GO_CAREFULLY) {
      workCarefully(lease, pending);
    } else {
      workTogether(lease, pending);
    }
  }

  private void workTogether(Lease lease, List<PendingPlace> pending) throws InterruptedException {
    CompletionService<Attempt> attempts = new ExecutorCompletionService<>(threads);
    List<Future<Attempt>> running = new ArrayList<>();
    for (PendingPlace place : pending) {
      running.add(attempts.submit(() -> places.attempt(place, lease.attempt() + 1)));
    }
    try {
      collect(lease, attempts, pending.size());
    } finally {
      // Only still running when the lease is lost or the server stops: their answers have no taker.
      running.forEach(attempt -> attempt.cancel(true));
    }
  }

  private void collect(Lease lease, CompletionService<Attempt> attempts, int expected)
      throws InterruptedException {
    List<EndedPlace> unstored = new ArrayList<>();
    Duration longest = Duration.ZERO;
    boolean again = false;
    long storeAt = System.nanoTime() + storeEvery.toNanos();
    for (int left = expected; left > 0; ) {
      Future<Attempt> done = attempts.poll(storeAt - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (done == null) {
        storeAt = System.nanoTime() + storeEvery.toNanos();
        storeSoFar(lease, unstored);
        continue;
      }
      left--;
      switch (result(done)) {
        case Attempt.Ended(EndedPlace place) -> unstored.add(place);
        case Attempt.Again(Duration delay) -> {
          again = true;
          longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
      }
    }
    batches.store(lease, unstored, again ? new Next.RetryAfter(longest) : new Next.End());
  }

  private void storeSoFar(Lease lease, List<EndedPlace> unstored) {
    batches.store(lease, unstored, new Next.GoOn());
    unstored.clear();
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
    @Nullable Duration again = null;
    for (PendingPlace place : pending) {
      Attempt attempt = attemptAlone(lease, place);
      switch (attempt) {
        case Attempt.Ended(EndedPlace ended) ->
            batches.store(lease, List.of(ended), new Next.GoOn());
        case Attempt.Again(Duration delay) ->
            again = again == null || delay.compareTo(again) > 0 ? delay : again;
      }
    }
    batches.store(lease, List.of(), again == null ? new Next.End() : new Next.RetryAfter(again));
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
