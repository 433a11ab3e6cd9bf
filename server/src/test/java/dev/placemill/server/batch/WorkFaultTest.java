package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.queue.Lease;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.worker.Worker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Places, sources and databases that fail while a worker works, stepped by hand.
class WorkFaultTest extends SteppedEngine {
  @Test
  void aPlaceThatBringsEveryNodeDownFailsAndTheOthersComplete() {
    BatchView batch = submit(acme, 5);
    for (int crash = 1; crash <= 4; crash++) {
      var node = new Node();
      Lease lease = node.work.claim(1).getFirst();
      assertThat(lease.crashes()).isEqualTo(crash - 1);
      if (crash == 4) {
        // By now places are tried one by one, and the third one is the last this node names.
        node.work.suspect(lease, 2);
      }
      clock.passes(NODE_TIMEOUT.plusSeconds(1));
      rescue();
    }
    worker(new Node(), FakeSource.knowingAll()).workWhatIsDue();
    BatchStore.Results results = read(batch);
    assertThat(results.batch().progress().completed()).isEqualTo(4);
    assertThat(new String(results.items().get(2), UTF_8)).contains("\"error_code\":\"crashed\"");
  }

  @Test
  void whileThePlaceToBlameIsLookedForNothingElseIsTriedThatCouldBeIt() {
    BatchView one = submit(acme, 5);
    BatchView other = submit(acme, 5);
    for (int crash = 1; crash <= 3; crash++) {
      new Node().work.claim(2);
      clock.passes(NODE_TIMEOUT.plusSeconds(1));
      rescue();
    }
    var atOnce = new AtomicInteger();
    var mostAtOnce = new AtomicInteger();
    var source =
        new FakeSource(_ -> {
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          atOnce.decrementAndGet();
          return FakeSource.website("https://example.org");
        });
    try (Worker worker = worker(new Node(), source)) {
      worker.start();
      while (read(one).batch().progress().pending() + read(other).batch().progress().pending()
          > 0) {
        Thread.onSpinWait();
      }
    }
    assertThat(mostAtOnce).hasValue(1);
    assertThat(read(one).batch().progress().completed()).isEqualTo(5);
  }

  @Test
  void whatSourcesWereAskedForIsKeptWhileTheDatabaseIsAway() throws InterruptedException {
    BatchView batch = submit(acme, 5);
    var closed = new CountDownLatch(1);
    Thread outage = Thread.ofPlatform().unstarted(() -> closeTheDatabaseForAWhile(closed));
    var source =
        new FakeSource(_ -> {
          synchronized (outage) {
            if (outage.getState() == Thread.State.NEW) {
              outage.start();
            }
          }
          awaitQuietly(closed);
          return FakeSource.website("https://example.org");
        });
    worker(new Node(), source).workWhatIsDue();
    outage.join();
    assertThat(read(batch).batch().progress().completed()).isEqualTo(5);
    assertThat(source.callsFor("x")).isEqualTo(5);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Through another database of the same server.
  ///
  /// @param closed told when nobody is connected any more
  private static void closeTheDatabaseForAWhile(CountDownLatch closed) {
    String url = Objects.requireNonNull(DATABASE.config().url());
    int name = url.lastIndexOf('/') + 1;
    Jdbi.create(
            url.substring(0, name) + "postgres",
            DATABASE.config().user(),
            DATABASE.config().password())
        .useHandle(handle -> {
          String alter = "ALTER DATABASE " + url.substring(name) + " ALLOW_CONNECTIONS ";
          handle.execute(alter + "false");
          handle.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
              url.substring(name));
          closed.countDown();
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
          handle.execute(alter + "true");
        });
  }

  @Test
  void aBugMetByOnePlaceFailsThatPlaceAlone() {
    BatchView batch = submit(acme, 5);
    var source =
        new FakeSource(_ -> {
          throw new StackOverflowError("a bug of a source");
        });
    Worker worker = worker(new Node(), source);
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(worker.workWhatIsDue()).isEqualTo(1);
      clock.passes(Duration.ofMinutes(3));
    }
    assertThat(read(batch).batch().progress().failed()).isEqualTo(5);
    assertThat(new String(read(batch).items().getFirst(), UTF_8))
        .contains("\"error_code\":\"internal_error\"", "\"attempts\":5");
  }

  @Test
  void aSourceThatNeverAnswersIsCutOffAndThePlaceTriedAgain() {
    BatchView batch = submit(acme, 5);
    var never = new CountDownLatch(1);
    var source =
        new FakeSource(_ -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return FakeSource.website("https://example.org");
        });
    Worker worker = worker(new Node(), source, Duration.ofMillis(20));
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(worker.workWhatIsDue()).isEqualTo(1);
      clock.passes(Duration.ofMinutes(3));
    }
    assertThat(read(batch).batch().progress().failed()).isEqualTo(5);
    assertThat(new String(read(batch).items().getFirst(), UTF_8))
        .contains("\"error_code\":\"source_unavailable\"", "did not answer within");
  }
}
