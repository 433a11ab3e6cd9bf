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

  private TestServer serverForThreeSlices() {
    DATABASE.empty();
    return TestServer.start(
        DATABASE.database(), Map.of("batch.slice-size", "1", "queue.open-slices", "3"), source);
  }

  private static TestServer.Answer submit(
      TestServer server, String org, String header, String value, String... names) {
    return server.send(
        server
            .request("/" + org + "/place_enrichment/batches")
            .setHeader(header, value)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestServer.batchOf(names))));
  }

  @Test
  void whoAsksAgainForWhatWasTakenIsNotRefused() {
    try (TestServer server = serverForThreeSlices()) {
      TestServer.Answer taken = submit(server, "acme", "Idempotency-Key", "one", "a", "b", "c");
      assertThat(taken.status()).isEqualTo(202);
      assertThat(submit(server, "acme", "Idempotency-Key", "another", "a", "b", "c").status())
          .isEqualTo(429);
      TestServer.Answer again = submit(server, "acme", "Idempotency-Key", "one", "a", "b", "c");
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.text()).isEqualTo(taken.text());
      gate.countDown();
    }
  }

  @Test
  @Timeout(60)
  void batchesAreRefusedWhileTooMuchWaitsAndTakenAgainWhenItIsDone() {
    try (TestServer server = serverForThreeSlices()) {
      String first = server.submit("a", "b", "c");

      TestServer.Answer refused = server.post("", TestServer.batchOf("d"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().path("code").asString()).isEqualTo("queue_full");
      assertThat(refused.headers().get("retry-after")).containsExactly("10");
      assertThat(server.post("/" + first + "/reprocess", "").status()).isEqualTo(429);
      assertThat(server.get("").json().path("items").size()).isEqualTo(1);

      String other = "Bearer " + server.keyOf("other");
      assertThat(submit(server, "other", "Authorization", other, "d").status()).isEqualTo(202);
      assertThat(submit(server, "other", "Authorization", other, "d").status()).isEqualTo(429);

      gate.countDown();
      server.awaitEnd(first);
      while (server.post("", TestServer.batchOf("d")).status() == 429) {
        Thread.onSpinWait();
      }
      assertThat(server.get("").json().path("items").size()).isEqualTo(2);
    }
  }
}
