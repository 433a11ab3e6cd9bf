package dev.placemill.server.batch;

import static dev.placemill.server.testing.FakeSource.website;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What happens when more comes in than is got done.
class AdmissionTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final CountDownLatch gate = new CountDownLatch(1);
  private final FakeSource source =
      new FakeSource(_ -> {
        try {
          gate.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        return website("https://example.org");
      });

  private static TestServer.Answer submitAs(TestServer server, String path, String key) {
    return server.send(
        server
            .request(path)
            .setHeader("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestServer.batchOf("d"))));
  }

  @Test
  void whoAsksAgainForWhatWasTakenIsNotRefused() {
    DATABASE.empty();
    try (var server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "1", "queue.open-slices", "3"),
            source)) {
      TestServer.Answer taken = submitOnce(server, "one", "a", "b", "c");
      assertThat(taken.status()).isEqualTo(202);
      assertThat(submitOnce(server, "another", "a", "b", "c").status()).isEqualTo(429);
      TestServer.Answer again = submitOnce(server, "one", "a", "b", "c");
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.text()).isEqualTo(taken.text());
      gate.countDown();
    }
  }

  private static TestServer.Answer submitOnce(TestServer server, String key, String... names) {
    return server.send(
        server
            .request("/acme/place_enrichment/batches")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(TestServer.batchOf(names))));
  }

  @Test
  @Timeout(60)
  void batchesAreRefusedWhileTooMuchWaitsAndTakenAgainWhenItIsDone() {
    DATABASE.empty();
    try (var server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "1", "queue.open-slices", "3"),
            source)) {
      String first = server.submit("a", "b", "c");

      TestServer.Answer refused = server.post("", TestServer.batchOf("d"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().path("code").asString()).isEqualTo("queue_full");
      assertThat(refused.headers().get("retry-after")).containsExactly("10");
      assertThat(server.post("/" + first + "/reprocess", "").status()).isEqualTo(429);
      assertThat(server.get("").json().path("items").size()).isEqualTo(1);

      String other = "/other/place_enrichment/batches";
      String key = server.keyOf("other");
      assertThat(submitAs(server, other, key).status()).isEqualTo(202);
      assertThat(submitAs(server, other, key).status()).isEqualTo(429);

      gate.countDown();
      server.awaitEnd(first);
      while (server.post("", TestServer.batchOf("d")).status() == 429) {
        Thread.onSpinWait();
      }
      assertThat(server.get("").json().path("items").size()).isEqualTo(2);
    }
  }
}
