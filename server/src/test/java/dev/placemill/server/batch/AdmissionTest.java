package dev.placemill.server.batch;

import static dev.placemill.server.testing.FakeSource.website;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
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

      gate.countDown();
      server.awaitEnd(first);
      while (server.post("", TestServer.batchOf("d")).status() == 429) {
        Thread.onSpinWait();
      }
      assertThat(server.get("").json().path("items").size()).isEqualTo(2);
    }
  }
}
