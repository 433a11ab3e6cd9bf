package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.queue.BatchKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many who wait, one who looks.
class BatchWatchTest extends SteppedEngine {
  private static final int WAITERS = 3_000;
  private static final Duration LONG = Duration.ofMinutes(5);

  private BatchWatch watch;

  @BeforeEach
  void makeWatch() {
    var waits = new WaitLimits(LONG, Duration.ofMillis(10), Duration.ofSeconds(15));
    watch = new BatchWatch(DATABASE.database(), queue, limits, waits);
  }

  private BatchKey key(BatchView batch) {
    return new BatchKey(acme, batch.id().day(), batch.id().uuid());
  }

  @Test
  void oneLookServesThousandsWhoWait() throws Exception {
    List<BatchView> batches = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      batches.add(submit(acme, 2));
    }
    var registered = new CountDownLatch(WAITERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<BatchView>>> waiting = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        BatchKey key = key(batches.get(i % 3));
        waiting.add(
            threads.submit(() -> {
              try (var watching = watch.watch(key)) {
                registered.countDown();
                return watching.await(BatchView::hasEnded, LONG);
              }
            }));
      }
      registered.await();
      new Node().finishAll();

      watch.look();

      for (Future<Optional<BatchView>> waiter : waiting) {
        assertThat(waiter.get()).hasValueSatisfying(batch -> assertThat(batch.hasEnded()).isTrue());
      }
    }
    assertThat(watch.looks()).isEqualTo(1);
    assertThat(watch.size()).as("nobody is left behind").isZero();
  }

  @Test
  void whatWasSeenBeforeSomebodyCameIsNoNewsToThem() {
    BatchView batch = submit(acme, 2);
    try (var early = watch.watch(key(batch))) {
      watch.look();
      assertThat(early.await(_ -> true, Duration.ZERO)).isPresent();
      try (var late = watch.watch(key(batch))) {
        assertThat(late.await(_ -> true, Duration.ZERO)).isEmpty();
      }
    }
  }

  @Test
  void nobodyAsksTheDatabaseWhenNobodyWaits() {
    watch.look();
    assertThat(watch.looks()).isZero();
  }

  @Test
  void aServerThatStopsKeepsNobodyWaiting() throws Exception {
    BatchView batch = submit(acme, 2);
    var registered = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<BatchView>> waiter =
          threads.submit(() -> {
            try (var watching = watch.watch(key(batch))) {
              registered.countDown();
              return watching.await(BatchView::hasEnded, LONG);
            }
          });
      registered.await();
      watch.close();
      assertThat(waiter.get()).isEmpty();
    }
  }
}
