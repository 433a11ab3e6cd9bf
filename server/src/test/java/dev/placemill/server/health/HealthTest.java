package dev.placemill.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a proxy, a supervisor and whoever is on call are told in every state of a server.
class HealthTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  // So that others can keep this database from answering.
  @RegisterExtension static final TestDatabase ANOTHER = new TestDatabase(2);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final FakeSource source =
      new FakeSource(_ -> {
        try {
          gate.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        return FakeSource.website("https://example.org");
      });
  private EngineClock clock;
  private TestServer server;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(), Map.of("batch.slice-size", "1", "worker.slices", "1"), source);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.close();
  }

  private Answer get(String path) {
    return server.send(server.request(path).GET().header("Authorization", ""));
  }

  @Test
  void aServerThatIsWellSaysSoWithoutAKey() {
    assertThat(get("/livez").status()).isEqualTo(200);
    for (String path : new String[] {"/readyz", "/healthz"}) {
      assertThat(get(path).status()).isEqualTo(200);
      assertThat(get(path).text())
          .isEqualTo(
              "{\"status\":\"ready\",\"checks\":{\"running\":\"ok\",\"database\":\"ok\",\"tables\":\"ok\"}}");
    }
    assertThat(get("/metrics").text())
        .contains(
            "placemill_oldest_ready_slice_age_seconds 0.0",
            "placemill_nodes 1\n",
            "placemill_database_up 1\n",
            "placemill_partitions_ahead 7\n");
  }

  @Test
  void theLongestWaitForAFreeWorkerIsAFigure() {
    String id = server.submit("one", "two", "three", "four");
    while (!server.get("/" + id).json().path("status").asString().equals("processing")) {
      Thread.onSpinWait();
    }
    clock.passes(Duration.ofSeconds(100));

    assertThat(figure("placemill_oldest_ready_slice_age_seconds")).isBetween(100.0, 160.0);
    assertThat(figure("placemill_slices_ready")).isPositive();
    gate.countDown();
    server.awaitEnd(id);
    assertThat(figure("placemill_oldest_ready_slice_age_seconds")).isZero();
  }

  private double figure(String name) {
    return get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutTablesForTheComingDaysItIsNotReady() {
    clock.passes(Duration.ofDays(7));

    assertThat(get("/readyz"))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(503))
        .satisfies(answer ->
            assertThat(answer.text()).contains("\"pointer\":\"#/checks/tables\"", "tables"));
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  @Test
  void whileItStopsItIsNotReadyAndStillAnswers() {
    var leaving =
        TestServer.start(DATABASE.database(), Map.of("http.linger", "1s"), FakeSource.knowingAll());
    var stopping = CompletableFuture.runAsync(leaving::close);
    Answer ready = leaving.send(leaving.request("/readyz").GET());
    while (ready.status() == 200) {
      ready = leaving.send(leaving.request("/readyz").GET());
    }

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.text()).contains("This server is stopping.");
    assertThat(leaving.send(leaving.request("/livez").GET()).status()).isEqualTo(200);
    assertThat(leaving.post("", TestServer.batchOf("late")).status()).isEqualTo(202);
    stopping.join();
  }

  @Test
  void withoutItsDatabaseItLivesAndIsNotReadyAndTellsWhatItCan() {
    String name = Objects.requireNonNull(ANOTHER.config().url()).replaceFirst(".*/", "");
    try (TestServer cutOff = TestServer.start(ANOTHER.database(), source)) {
      DATABASE
          .database()
          .useHandle(handle -> {
            handle.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            handle
                .createQuery(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
                        + " :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
          });
      try {
        assertThat(cutOff.send(cutOff.request("/livez").GET()).status()).isEqualTo(200);
        Answer ready = cutOff.send(cutOff.request("/readyz").GET());
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.text()).contains("The database cannot be reached.");
        assertThat(cutOff.send(cutOff.request("/metrics").GET()).text())
            .contains("placemill_database_up 0\n", "placemill_heap_used_bytes")
            .doesNotContain("placemill_slices_ready");
      } finally {
        DATABASE
            .database()
            .useHandle(
                handle -> handle.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
      }
      assertThat(cutOff.send(cutOff.request("/readyz").GET()).status()).isEqualTo(200);
    }
  }

  @Test
  void aClockThatIsOffIsToldAtTheStartAndInAFigure() {
    assertThat(new NodeClock(DATABASE.database(), Clock.systemUTC()).findTrouble()).isEmpty();
    var slow = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));
    assertThat(new NodeClock(DATABASE.database(), slow).findTrouble().orElseThrow())
        .matches("The clock of this node is (89|90) s behind the database's, .*");
    assertThat(figure("placemill_clock_ahead_seconds")).isBetween(-1.0, 1.0);
  }
}
