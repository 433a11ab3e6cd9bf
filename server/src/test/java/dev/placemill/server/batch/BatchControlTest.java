package dev.placemill.server.batch;

import static dev.placemill.server.testing.FakeSource.website;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What clients can do about a batch beyond the guide: stop it, remove it, send it safely twice,
/// ask cheaply how it is doing, say how urgent it is.
class BatchControlTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";

  private final CountDownLatch gate = new CountDownLatch(1);
  private final FakeSource source =
      new FakeSource(inquiry -> {
        if (inquiry.place().name().startsWith("slow")) {
          try {
            gate.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        }
        return website("https://example.org");
      });
  private TestServer server;
  private EngineClock clock;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "1", "worker.slices", "2", "worker.store-every", "20ms"),
            source);
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.close();
  }

  private JsonNode read(String batchId) {
    return server.get("/" + batchId).json();
  }

  private void awaitDone(String batchId, int places) {
    while (read(batchId).path("completed_count").asInt() < places) {
      Thread.onSpinWait();
    }
  }

  private Answer create(String key, String body) {
    return server.send(
        server
            .request(BATCHES)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aCancelledBatchKeepsWhatIsDoneAndFailsTheRest() {
    String id = server.submit("quick", "slow 1", "slow 2", "slow 3", "slow 4", "slow 5");
    awaitDone(id, 1);
    JsonNode cancelled = server.post("/" + id + "/cancel", "").json();
    assertThat(cancelled.path("status").asString()).isEqualTo("partial");
    assertThat(cancelled.path("ended_reason").asString()).isEqualTo("cancelled");
    assertThat(cancelled.path("completed_count").asInt()).isEqualTo(1);
    assertThat(cancelled.path("failed_count").asInt()).isEqualTo(5);
    JsonNode last = read(id).path("results").get(5);
    assertThat(last.path("error_code").asString()).isEqualTo("cancelled");
  }

  @Test
  void cancellingAgainOrTooLateChangesNothing() {
    String id = server.submit("quick");
    JsonNode ended = server.awaitEnd(id);
    Answer cancelled = server.post("/" + id + "/cancel", "");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("status").asString()).isEqualTo("completed");
    assertThat(cancelled.json().path("updated_at")).isEqualTo(ended.path("updated_at"));
    assertThat(cancelled.json().has("ended_reason")).isFalse();
  }

  @Test
  void whatWasCancelledCanBeReprocessed() {
    String id = server.submit("slow 1", "slow 2", "slow 3");
    server.post("/" + id + "/cancel", "");
    gate.countDown();
    assertThat(server.post("/" + id + "/reprocess", "").status()).isEqualTo(202);
    assertThat(server.awaitEnd(id).path("completed_count").asInt()).isEqualTo(3);
  }

  @Test
  void aDeletedBatchIsGoneWhetherItRanOrNotAndAnotherTakesItsPlace() {
    String running = server.submit("slow 1", "slow 2", "slow 3");
    String ended = server.submit("quick");
    for (String id : List.of(running, ended)) {
      assertThat(server.send(server.request(BATCHES + "/" + id).DELETE()).status()).isEqualTo(204);
      assertThat(server.get("/" + id).status()).isEqualTo(404);
      assertThat(server.send(server.request(BATCHES + "/" + id).DELETE()).status()).isEqualTo(404);
    }
    assertThat(rows("slice_input") + rows("result_chunk") + rows("slice") + rows("open_run"))
        .isZero();
    gate.countDown();
    server.awaitEnd(server.submit("quick"));
  }

  private static int rows(String table) {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Test
  void aRequestSentTwiceUnderOneKeyIsDoneOnce() {
    String body = TestServer.batchOf("quick");
    Answer first = create("order-17", body);
    server.awaitEnd(first.json().path("batch_id").asString());
    Answer second = create("order-17", body);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.headers().get("Location")).isEqualTo(first.headers().get("Location"));
    assertThat(second.headers()).containsKey("Idempotent-Replayed");
    assertThat(rows("batch")).isEqualTo(1);
  }

  @Test
  void aKeyBelongsToOneRequestForADay() {
    create("order-17", TestServer.batchOf("quick"));
    Answer other = create("order-17", TestServer.batchOf("another"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().path("code").asString()).isEqualTo("idempotency_key_reused");
    clock.passes(Duration.ofHours(25));
    assertThat(create("order-17", TestServer.batchOf("another")).status()).isEqualTo(202);
    assertThat(create("not a key", TestServer.batchOf("quick")).status()).isEqualTo(400);
  }

  @Test
  void aKeyInQuotationMarksIsTheSameAsWithoutThem() {
    String body =
        "{\"places\": [{\"place_id\": \"a\", \"inputs\": {\"name\": \"Cafe\", \"city\": \"Rome\"}}]}";
    String batch = create("quoted-1", body).json().path("batch_id").asString();
    Answer again = create("\"quoted-1\"", body);
    assertThat(again.header("idempotent-replayed")).isEqualTo("true");
    assertThat(again.json().path("batch_id").asString()).isEqualTo(batch);
    assertThat(create("\"with \\\"blanks\\\"\"", body).status()).isEqualTo(202);
    for (String wrong : List.of("with blanks", "\"open", "\"\"", "\"ends\" early", "\"a\\b\"")) {
      assertThat(create(wrong, body).status()).as(wrong).isEqualTo(400);
    }
    assertThat(create("k".repeat(256), body).status()).isEqualTo(400);
  }

  @Test
  void whileARequestIsInFlightItsKeyIsTaken() {
    String lock =
        "SELECT pg_advisory_xact_lock(hashtextextended('order-17', org_id)) FROM organization";
    DATABASE
        .database()
        .useTransaction(handle -> {
          handle.createQuery(lock).map((_, _) -> true).list();
          Answer second = create("order-17", TestServer.batchOf("quick"));
          assertThat(second.status()).isEqualTo(409);
          assertThat(second.headers()).containsKey("Retry-After");
        });
  }

  @Test
  void aRequestThatFailedLeavesItsKeyFree() {
    assertThat(create("order-17", "{\"places\": []}").status()).isEqualTo(400);
    assertThat(create("order-17", TestServer.batchOf("quick")).status()).isEqualTo(202);
  }

  @Test
  void aPollIsAnsweredWith304WhileNothingChanges() {
    String id = server.submit("quick");
    server.awaitEnd(id);
    Answer full = server.get("/" + id + "?limit=0");
    assertThat(full.text().length()).isLessThan(2_000);
    String tag = full.headers().getOrDefault("ETag", List.of()).getFirst();
    Answer again = conditional(id + "?limit=0", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.headers().get("ETag")).containsExactly(tag);
    server.post("/" + id + "/reprocess", "{\"place_ids\":[\"p0\"]}");
    assertThat(conditional(id + "?limit=0", tag).status()).isEqualTo(200);
  }

  private Answer conditional(String path, String tags) {
    return server.send(server.request(BATCHES + "/" + path).header("If-None-Match", tags).GET());
  }

  @Test
  void resultsThatTheClientHasAreNotReadToTellItSo() {
    String id = server.submit("quick");
    server.awaitEnd(id);
    String tag = server.get("/" + id).headers().getOrDefault("ETag", List.of()).getFirst();
    DATABASE.database().useHandle(handle -> handle.execute("UPDATE result_chunk SET results = ''"));
    assertThat(server.get("/" + id).status()).isEqualTo(500);
    for (String known :
        List.of(tag, "*", "\"another\", " + tag, tag.replace("W/", "") + ",\"another\"")) {
      assertThat(conditional(id, known).status()).as(known).isEqualTo(304);
    }
    assertThat(conditional(id, "\"another\", \"and one more\"").status()).isEqualTo(500);
    assertThat(conditional(id + "?limit=1", tag).status()).isEqualTo(500);
    assertThat(conditional(BatchId.at(Instant.now(), new SecureRandom()).toString(), "*").status())
        .isEqualTo(404);
  }

  @Test
  void resultsCanBeReadPageByPageWithACursor() {
    String id = server.submit("a", "b", "c", "d", "e");
    server.awaitEnd(id);
    String after = "";
    int pages = 0;
    int places = 0;
    for (boolean more = true; more; pages++) {
      JsonNode page = server.get("/" + id + "?limit=2" + after).json();
      places += page.path("results").size();
      more = page.has("next_cursor");
      after = "&after=" + page.path("next_cursor").asString("");
    }
    assertThat(pages).isEqualTo(3);
    assertThat(places).isEqualTo(5);
    assertThat(server.get("/" + id + "?after=nonsense").status()).isEqualTo(400);
    assertThat(server.get("/" + id + "?after=at_1&offset=2").status()).isEqualTo(400);
  }

  @Test
  void aPausedOrganizationIsTakenButNotWorkedUntilItIsResumed() {
    assertThat(server.send(organization("pause")).json().path("paused").asBoolean()).isTrue();
    String id = server.submit("quick");
    JsonNode paused = read(id);
    assertThat(paused.path("status").asString()).isEqualTo("queued");
    assertThat(paused.path("waiting_for").asString()).contains("paused");
    server.send(organization("resume"));
    assertThat(server.awaitEnd(id).has("waiting_for")).isFalse();
  }

  @Test
  void aBatchIsPausedAndResumedByItself() {
    server.send(organization("pause"));
    String id = server.submit("one", "two");
    String tag = server.get("/" + id).header("etag");
    Answer paused = server.post("/" + id + "/pause", "");
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().path("status").asString()).isEqualTo("queued");
    assertThat(paused.json().path("waiting_for").asString())
        .startsWith("Being resumed; ")
        .endsWith("The organization is paused too.");
    assertThat(conditional(id, tag).status()).isEqualTo(200);
    for (String query : List.of("", "?name=test")) {
      JsonNode listed = server.get(query).json().path("items").get(0);
      assertThat(listed.path("paused_at")).isEqualTo(paused.json().path("paused_at"));
      assertThat(listed.path("waiting_for")).isEqualTo(paused.json().path("waiting_for"));
    }
    server.send(organization("resume"));
    assertThat(server.post("/" + id + "/resume", "").json().has("paused_at")).isFalse();
    server.awaitEnd(id);
    Answer late = server.post("/" + id + "/pause", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().path("code").asString()).isEqualTo("nothing_to_pause");
    var unknown = BatchId.at(Instant.now(), new SecureRandom());
    assertThat(server.post("/" + unknown + "/pause", "").status()).isEqualTo(404);
  }

  private java.net.http.HttpRequest.Builder organization(String what) {
    return server.request("/acme/place_enrichment/" + what).POST(BodyPublishers.noBody());
  }

  @Test
  void aBatchMayHaveALimitOfItsOwnAndAPriority() {
    String body =
        TestServer.batchOf("slow 1")
            .replaceFirst("\\{", "{\"priority\":\"high\",\"time_limit_seconds\":60,");
    JsonNode batch = server.post("", body).json();
    assertThat(batch.path("priority").asString()).isEqualTo("high");
    assertThat(Instant.parse(batch.path("expires_at").asString()))
        .isEqualTo(Instant.parse(batch.path("created_at").asString()).plusSeconds(60));
    Answer refused =
        server.post(
            "",
            TestServer.batchOf("x")
                .replaceFirst("\\{", "{\"priority\":7,\"time_limit_seconds\":0,"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("#/priority", "#/time_limit_seconds");
  }
}
