package dev.placemill.server.batch;

import static dev.placemill.server.testing.FakeSource.website;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The guide's batch API over real HTTP on a real database.
class BatchApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final CountDownLatch gate = new CountDownLatch(1);
  private boolean healthy = true;
  private final FakeSource source =
      new FakeSource(inquiry -> {
        String name = inquiry.place().name();
        if (name.startsWith("slow")) {
          await(gate);
        }
        return name.startsWith("broken") && !healthy
            ? new SourceAnswer.Unavailable("the fake source is down", Duration.ofMillis(1))
            : website("https://example.org/" + name.replace(' ', '-'));
      });
  private EngineClock clock;
  private TestServer server;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "4", "worker.store-every", "20ms"),
            source);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBatchOfGoodPlacesCompletesWithResultsInInputOrder() {
    String[] names = IntStream.range(0, 10).mapToObj(i -> "Place " + i).toArray(String[]::new);
    TestServer.Answer created = server.post("", TestServer.batchOf(names));
    assertThat(created.status()).isEqualTo(202);
    assertThat(created.json().path("total_count").asInt()).isEqualTo(10);

    JsonNode batch = server.awaitEnd(created.json().path("batch_id").asString());
    assertThat(batch.path("status").asString()).isEqualTo("completed");
    assertThat(batch.path("completed_count").asInt()).isEqualTo(10);
    assertThat(ids(batch)).isEqualTo(IntStream.range(0, 10).mapToObj(i -> "p" + i).toList());
    JsonNode first = batch.path("results").get(0);
    assertThat(first.path("enrichment_status").asString()).isEqualTo("completed");
    assertThat(first.path("enriched_data").path("website").asString())
        .isEqualTo("https://example.org/Place-0");
    assertThat(first.path("attempts").asInt()).isEqualTo(1);
    assertThat(first.path("error_message").isNull()).isTrue();
  }

  @Test
  void aPlaceThatCannotBeWorkedFailsAloneAndTheBatchIsPartial() {
    JsonNode batch =
        batch(
            """
            {"batch_name": "b", "places": [
              {"place_id": "good", "inputs": {"name": "A", "latitude": 1.5, "longitude": 2.5}},
              {"place_id": "nowhere", "inputs": {"name": "B"}},
              {"place_id": "far", "inputs": {"name": "C", "latitude": 139.7, "longitude": 35.6}},
              {"place_id": "null-island", "inputs": {"name": "D", "latitude": 0, "longitude": 0}},
              {"place_id": "nameless", "inputs": {"latitude": 1.5, "longitude": 2.5}},
              {"place_id": "nan", "inputs": {"name": "E", "latitude": null, "longitude": null,
                "address": "Main St 1, Springfield, US"}}]}
            """);
    assertThat(batch.path("status").asString()).isEqualTo("partial");
    assertThat(batch.path("failed_count").asInt()).isEqualTo(4);
    assertThat(outcomes(batch))
        .containsExactly(
            "good completed -",
            "nowhere failed not_locatable",
            "far failed invalid_coordinates",
            "null-island failed not_locatable",
            "nameless failed missing_name",
            "nan completed -");
    assertThat(batch.path("results").get(2).path("error_message").asString())
        .contains("latitude must be a number between -90 and 90");
  }

  @Test
  void aBatchWithNothingDoneIsFailed() {
    JsonNode batch =
        batch(
            """
            {"batch_name": "b", "places": [{"place_id": "x", "inputs": {"name": "Nowhere"}}]}
            """);
    assertThat(batch.path("status").asString()).isEqualTo("failed");
  }

  @Test
  void aPlaceMayCarryMuchThatIsNotRead() {
    String remarks = "x".repeat(64_000);
    String tags = "7,".repeat(900) + "7";
    JsonNode batch =
        batch(
            """
            {"places": [
              {"place_id": "long", "inputs": {"name": "A", "city": "B", "remarks": "%s"}},
              {"place_id": "wide", "inputs": {"name": "A", "city": "B", "tags": [%s]}}]}
            """
                .formatted(remarks, tags));
    assertThat(batch.path("status").asString()).isEqualTo("completed");
  }

  @Test
  void resultsCanBeReadWhileTheBatchRunsAndPagesDoNotShift() {
    String id = server.submit("slow 0", "a", "b", "slow 3", "c", "d");
    JsonNode running = awaitCompleted(id, 4);
    assertThat(running.path("status").asString()).isEqualTo("processing");
    assertThat(running.path("pending_count").asInt()).isEqualTo(2);
    assertThat(running.path("estimated_completion").isString()).isTrue();
    assertThat(outcomes(running))
        .containsExactly(
            "p0 pending -",
            "p1 completed -",
            "p2 completed -",
            "p3 pending -",
            "p4 completed -",
            "p5 completed -");
    List<String> paged = new ArrayList<>();
    for (int offset = 0; offset < 6; offset += 2) {
      paged.addAll(ids(server.get("/%s?offset=%d&limit=2".formatted(id, offset)).json()));
    }
    assertThat(paged).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
    assertThat(ids(server.get("/" + id + "?offset=6&limit=2").json())).isEmpty();
    assertThat(ids(server.get("/" + id + "?limit=0").json())).isEmpty();

    gate.countDown();
    assertThat(server.awaitEnd(id).path("status").asString()).isEqualTo("completed");
  }

  @Test
  void aPageIsNeverSilentlyShortened() {
    String id = server.submit("a");
    for (String query :
        List.of("limit=1001", "limit=-1", "offset=-1", "limit=ten", "offset=1.5", "limit=")) {
      TestServer.Answer answer = server.get("/" + id + "?" + query);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.json().path("code").asString()).isEqualTo("invalid_parameter");
    }
  }

  @Test
  void aPlaceWhoseSourceStaysAwayIsTriedFiveTimesAndThenReprocessed() {
    healthy = false;
    String id = server.submit("fine", "broken one", "broken two");
    JsonNode batch = server.awaitEnd(id);
    assertThat(outcomes(batch))
        .containsExactly(
            "p0 completed -", "p1 failed source_unavailable", "p2 failed source_unavailable");
    assertThat(batch.path("results").get(1).path("attempts").asInt()).isEqualTo(5);
    assertThat(source.callsFor("broken one")).isEqualTo(5);
    assertThat(source.callsFor("fine")).isEqualTo(1);

    healthy = true;
    TestServer.Answer reprocess = server.post("/" + id + "/reprocess", "{\"place_ids\": [\"p1\"]}");
    assertThat(reprocess.status()).isEqualTo(202);
    assertThat(reprocess.json().path("reprocessed_count").asInt()).isEqualTo(1);
    JsonNode second = server.awaitEnd(id);
    assertThat(outcomes(second))
        .containsExactly("p0 completed -", "p1 completed -", "p2 failed source_unavailable");
    assertThat(source.callsFor("fine")).isEqualTo(1);

    server.post("/" + id + "/reprocess", "");
    assertThat(server.awaitEnd(id).path("status").asString()).isEqualTo("completed");
    assertThat(source.callsFor("broken one")).isEqualTo(6);
  }

  @Test
  void aCompletedPlaceCanBeReprocessedToo() {
    String id = server.submit("a", "b");
    server.awaitEnd(id);
    server.post("/" + id + "/reprocess", "{\"place_ids\": [\"p0\"]}");
    JsonNode again = server.awaitEnd(id);
    assertThat(again.path("completed_count").asInt()).isEqualTo(2);
    assertThat(source.callsFor("a")).isEqualTo(2);
    assertThat(source.callsFor("b")).isEqualTo(1);
  }

  @Test
  void reprocessRefusesUnknownPlacesAndRunningBatches() {
    String id = server.submit("slow", "b");
    assertThat(server.post("/" + id + "/reprocess", "").status()).isEqualTo(409);
    gate.countDown();
    server.awaitEnd(id);
    TestServer.Answer unknown =
        server.post("/" + id + "/reprocess", "{\"place_ids\": [\"p0\", \"who\"]}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().path("errors").get(0).path("pointer").asString())
        .isEqualTo("#/place_ids/1");
    assertThat(server.get("/" + id).json().path("status").asString()).isEqualTo("completed");
  }

  @Test
  void tenBatchesRunAndTheEleventhWaitsInTurn() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(server.submit("slow " + i));
    }
    String eleventh = server.submit("fast");
    awaitStarted(ids.getFirst());
    assertThat(server.get("/" + eleventh).json().path("status").asString()).isEqualTo("queued");
    assertThat(source.callsFor("fast")).isZero();
    gate.countDown();
    ids.add(eleventh);
    ids.forEach(
        id -> assertThat(server.awaitEnd(id).path("status").asString()).isEqualTo("completed"));
  }

  @Test
  void aBatchOutOfTimeKeepsWhatIsDoneAndFailsTheRest() {
    String id = server.submit("slow", "done", "b", "c", "d");
    awaitCompleted(id, 4);
    clock.passes(Duration.ofHours(25));
    JsonNode batch = server.awaitEnd(id);
    assertThat(batch.path("status").asString()).isEqualTo("partial");
    assertThat(batch.path("ended_reason").asString()).isEqualTo("timed_out");
    assertThat(outcomes(batch)).contains("p0 failed timed_out", "p1 completed -", "p4 completed -");
  }

  @Test
  void aBatchIsGoneAfterThirtyDays() {
    String id = server.submit("a");
    server.awaitEnd(id);
    clock.passes(Duration.ofDays(30).plusHours(1));
    TestServer.Answer answer = server.get("/" + id);
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().path("code").asString()).isEqualTo("results_expired");
    assertThat(server.get("").json().path("items")).isEmpty();
  }

  @Test
  void bothPrefixesLeadToTheSameBatch() {
    String id = server.submit("a");
    server.awaitEnd(id);
    TestServer.Answer answer =
        server.send(server.request("/v1/acme/place_enrichment/batches/" + id).GET());
    assertThat(answer.json().path("batch_id").asString()).isEqualTo(id);
  }

  private JsonNode batch(String body) {
    TestServer.Answer created = server.post("", body);
    assertThat(created.status()).as(created.text()).isEqualTo(202);
    return server.awaitEnd(created.json().path("batch_id").asString());
  }

  private JsonNode awaitCompleted(String id, int completed) {
    JsonNode batch = server.get("/" + id).json();
    while (batch.path("completed_count").asInt() < completed) {
      assertThat(
              batch.path("completed_count").asInt()
                  + batch.path("failed_count").asInt()
                  + batch.path("pending_count").asInt())
          .isEqualTo(batch.path("total_count").asInt());
      batch = server.get("/" + id).json();
    }
    return batch;
  }

  private void awaitStarted(String id) {
    while (!server.get("/" + id).json().path("status").asString().equals("processing")) {
      Thread.onSpinWait();
    }
  }

  private static List<String> ids(JsonNode batch) {
    return batch
        .path("results")
        .valueStream()
        .map(item -> item.path("place_id").asString())
        .toList();
  }

  private static List<String> outcomes(JsonNode batch) {
    return batch
        .path("results")
        .valueStream()
        .map(item ->
            "%s %s %s"
                .formatted(
                    item.path("place_id").asString(),
                    item.path("enrichment_status").asString(),
                    item.path("error_code").isNull() || item.path("error_code").isMissingNode()
                        ? "-"
                        : item.path("error_code").asString()))
        .toList();
  }
}
