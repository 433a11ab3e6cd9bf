package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.db.Database;
import dev.placemill.server.org.OrgStore;
import dev.placemill.terminal.CommandFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server ends in the middle of running batches, and the next one on the same data directory,
/// on a backup of that moment, or on a copy, ends them, every place exactly once. `bench/run
/// restart` is the long form.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> PLACE_IDS =
      IntStream.range(0, 100).mapToObj(i -> "p" + i).toList();
  // Slow and in small steps, so that the end comes in the middle.
  private static final String SETTINGS =
      """
      batch.slice-size=10
      worker.slices=1
      worker.drain=5s
      """;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(300);
  private static final Duration DRAIN_AND_STOP = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> batches = new ArrayList<>();

  @TempDir private Path data;
  @TempDir private Path elsewhere;

  @Test
  void whatATerminatedAndThenAKilledServerLeftIsEndedByTheNextWithEveryPlaceOnce()
      throws Exception {
    Files.writeString(data.resolve("placemill.properties"), SETTINGS);
    String key;
    try (ChildServer server = ChildServer.start(data)) {
      key = key();
      submit(server, key, 3);
      awaitFirstResults(server, key);

      assertThat(server.terminate(DRAIN_AND_STOP)).isIn(0, 143);
    }
    try (ChildServer server = ChildServer.start(data)) {
      submit(server, key, 1);
      awaitMoreResults(server, key, completed(server, key));
      server.kill();
    }
    try (ChildServer next = ChildServer.start(data)) {
      assertAllEndWhole(next, key);
    }
  }

  @Test
  void whatWasBackedUpOrMovedUnderLoadGoesOnThereWithEveryBatchThatWasAcknowledgedBefore()
      throws Exception {
    Files.writeString(data.resolve("placemill.properties"), SETTINGS);
    var local = new LocalApp(Map.of(), Clock.systemUTC());
    assertThat(elsewhere.toFile().setExecutable(true, false)).isTrue();
    Path backup = elsewhere.resolve("backup");
    Path moved = elsewhere.resolve("moved");
    String key;
    try (ChildServer server = ChildServer.start(data)) {
      key = key();
      submit(server, key, 2);
      awaitFirstResults(server, key);
      backUpWhileMoreComes(local, server, key, backup);
      assertThat(local.move(data, moved)).isGreaterThan(2);
      assertThatThrownBy(() -> local.move(data, moved))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("is not empty");
      server.kill();
    }
    assertThatThrownBy(() -> local.move(data, elsewhere.resolve("none")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("No server runs on");
    Path restored = elsewhere.resolve("restored");
    local.restore(backup, restored);
    try (ChildServer next = ChildServer.start(restored)) {
      assertAllEndWhole(next, key);
    }
    try (ChildServer next = ChildServer.start(moved)) {
      submit(next, key, 1);
      assertAllEndWhole(next, key);
    }
  }

  private void backUpWhileMoreComes(LocalApp local, ChildServer server, String key, Path backup)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var over = new AtomicBoolean();
      Future<?> more =
          threads.submit(() -> {
            while (!over.get()) {
              create(server, key);
              // All of it has to be worked before the test can end.
              LockSupport.parkNanos(BETWEEN_BATCHES.toNanos());
            }
            return null;
          });
      local.backup(data, backup);
      over.set(true);
      more.get();
    }
  }

  private String key() {
    var local = new LocalApp(Map.of(), Clock.systemUTC());
    try (Database database = local.attach(data)) {
      return new OrgStore(database).createKey("acme", null);
    }
  }

  private void submit(ChildServer server, String key, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      batches.add(create(server, key));
    }
  }

  private String create(ChildServer server, String key) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request(server, key, "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(batch()))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("batch_id").asString();
  }

  private static String batch() {
    var root = JSON.createObjectNode();
    var places = root.put("batch_name", "to be killed").putArray("places");
    PLACE_IDS.forEach(id ->
        places
            .addObject()
            .put("place_id", id)
            .putObject("inputs")
            .put("name", "Starbucks")
            .put("latitude", 47.6101)
            .put("longitude", -122.3426));
    return root.toString();
  }

  private void awaitFirstResults(ChildServer server, String key) throws Exception {
    JsonNode batch = read(server, key, batches.getFirst() + "?limit=0");
    while (batch.path("completed_count").asInt() == 0) {
      pause();
      batch = read(server, key, batches.getFirst() + "?limit=0");
    }
    JsonNode last = read(server, key, batches.getLast() + "?limit=0");
    assertThat(last.path("pending_count").asInt()).as("left to do").isPositive();
  }

  private void awaitMoreResults(ChildServer server, String key, int before) throws Exception {
    while (completed(server, key) <= before) {
      pause();
    }
    JsonNode last = read(server, key, batches.getLast() + "?limit=0");
    assertThat(last.path("pending_count").asInt()).as("left to do").isPositive();
  }

  /// Places done, of all batches.
  private int completed(ChildServer server, String key) throws Exception {
    int completed = 0;
    for (String id : batches) {
      completed += read(server, key, id + "?limit=0").path("completed_count").asInt();
    }
    return completed;
  }

  private void assertAllEndWhole(ChildServer server, String key) throws Exception {
    for (String id : batches) {
      JsonNode batch = read(server, key, id + "?limit=0");
      while (List.of("queued", "processing").contains(batch.path("status").asString())) {
        assertCountsAddUp(batch);
        pause();
        batch = read(server, key, id + "?limit=0");
      }
      JsonNode whole = read(server, key, id);
      assertCountsAddUp(whole);
      assertThat(whole.path("status").asString()).isEqualTo("completed");
      assertThat(whole.path("completed_count").asInt()).isEqualTo(PLACE_IDS.size());
      assertThat(whole.path("results").valueStream())
          .allMatch(item -> item.path("enrichment_status").asString().equals("completed"))
          .extracting(item -> item.path("place_id").asString())
          .containsExactlyElementsOf(PLACE_IDS);
    }
  }

  /// Leaves the processors to the server.
  private static void pause() {
    LockSupport.parkNanos(POLL.toNanos());
  }

  private static void assertCountsAddUp(JsonNode batch) {
    int sum =
        batch.path("completed_count").asInt()
            + batch.path("failed_count").asInt()
            + batch.path("pending_count").asInt();
    assertThat(sum).isEqualTo(batch.path("total_count").asInt()).isEqualTo(PLACE_IDS.size());
  }

  private JsonNode read(ChildServer server, String key, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(server, key, "/" + path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.Builder request(ChildServer server, String key, String path) {
    return HttpRequest.newBuilder(server.url().resolve("/acme/place_enrichment/batches" + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }
}
