package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Clients that wait for a batch with requests: polls that say when the next makes sense, and those
/// that are held until there are news.
class WaitingTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Gate gate = new Gate();
  private TestServer server;

  @BeforeEach
  void start() {
    DATABASE.empty();
    server = server();
  }

  private TestServer server() {
    return TestServer.start(
        DATABASE.database(),
        Map.of("wait.look-every", "20ms", "wait.longest", "60s", "worker.store-every", "20ms"),
        gate.source());
  }

  @AfterEach
  void stop() {
    gate.open();
    server.close();
  }

  private Answer get(String batch, String... headers) {
    var request = server.request("/acme/place_enrichment/batches/" + batch).GET();
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  private CompletableFuture<Answer> getMeanwhile(String batch, String... headers) {
    var answer = new CompletableFuture<Answer>();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(get(batch, headers));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  private static Answer soon(CompletableFuture<Answer> answer) {
    return answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// The batch once its places are in work, after which nothing changes by itself.
  private Answer inWork(String batch) {
    Answer answer = get(batch);
    while (!answer.json().path("status").asString().equals("processing")
        || answer.json().has("waiting_for")) {
      answer = get(batch);
    }
    return answer;
  }

  @Test
  void anAnswerSaysWhenToAskAgainUntilTheBatchHasEnded() {
    String batch = server.submit("one", "two");
    Answer running = inWork(batch);
    assertThat(running.header("etag")).startsWith("W/\"");
    assertThat(Integer.parseInt(running.header("retry-after"))).isBetween(1, 30);
    Answer unchanged = get(batch, "If-None-Match", running.header("etag"));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(Integer.parseInt(unchanged.header("retry-after"))).isBetween(1, 30);
    assertThat(running.headers()).doesNotContainKey("preference-applied");

    gate.letThrough(2);
    server.awaitEnd(batch);
    assertThat(get(batch).headers()).doesNotContainKey("retry-after");
  }

  @Test
  void aRequestThatWaitsIsAnsweredAsSoonAsSomethingHasChanged() {
    String batch = server.submit("one", "two");
    String tag = inWork(batch).header("etag");
    CompletableFuture<Answer> answer =
        getMeanwhile(batch, "If-None-Match", tag, "Prefer", "respond-async, wait=\"50\"; x=1");

    gate.letThrough(1);

    Answer changed = soon(answer);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("preference-applied")).isEqualTo("wait=50");
    assertThat(changed.json().path("completed_count").asInt()).isEqualTo(1);
    assertThat(changed.json().path("results")).hasSize(2);
  }

  @Test
  void aRequestThatWaitsWithoutATagIsAnsweredAtTheEndEvenThatOfAnotherNode() {
    String batch = server.submit("one", "two");
    inWork(batch);
    CompletableFuture<Answer> answer = getMeanwhile(batch + "?limit=0", "Prefer", "wait=9999");

    try (TestServer other = server()) {
      assertThat(other.url()).isNotEqualTo(server.url());
      gate.letThrough(2);
      Answer ended = soon(answer);
      assertThat(ended.json().path("status").asString()).isEqualTo("completed");
      assertThat(ended.header("preference-applied")).as("the cap").isEqualTo("wait=60");
      assertThat(ended.json().path("results")).isEmpty();
    }
  }

  @Test
  void aRequestThatWaitsInVainIsAnsweredWhenItsTimeIsOverAndWaitsForNothingThatHasEnded() {
    String batch = server.submit("one");
    String tag = inWork(batch).header("etag");
    Answer inVain = get(batch, "If-None-Match", tag, "Prefer", "wait=1");
    assertThat(inVain.status()).isEqualTo(304);
    assertThat(inVain.header("preference-applied")).isEqualTo("wait=1");

    gate.letThrough(1);
    server.awaitEnd(batch);
    String last = get(batch).header("etag");
    long begin = System.nanoTime();
    assertThat(get(batch, "If-None-Match", last, "Prefer", "wait=60").status()).isEqualTo(304);
    assertThat(get(batch, "Prefer", "wait=60").status()).isEqualTo(200);
    assertThat(get(batch, "Prefer", "wait=soon").headers()).doesNotContainKey("preference-applied");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
    String unknown = "batch_019a0000000070008000000000000000";
    assertThat(get(unknown, "Prefer", "wait=60").status()).isIn(404, 410);
  }

  @Test
  void whoWaitsForABatchThatIsDeletedIsToldSo() {
    String batch = server.submit("one");
    inWork(batch);
    CompletableFuture<Answer> answer = getMeanwhile(batch, "Prefer", "wait=50");
    server.send(server.request("/acme/place_enrichment/batches/" + batch).DELETE());
    assertThat(soon(answer).status()).isEqualTo(404);
  }
}
