package dev.placemill.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Single places over HTTP: waited for, asked for later, found by their id.
class SingleJobsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Gate GATE = new Gate();
  private static final FakeSource SOURCE = GATE.source(name -> name.startsWith("Held"));
  private static EngineClock clock;
  private static TestServer server;

  @BeforeAll
  static void start() {
    clock = new EngineClock(DATABASE.database());
    server = TestServer.start(DATABASE.database(), Map.of("wait.longest", "30s"), SOURCE);
  }

  @AfterAll
  static void stop() {
    GATE.open();
    server.close();
  }

  private static HttpRequest.Builder request(String method, String path, String body) {
    return server
        .request("/v1/acme/place_enrichment" + path)
        .header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static Answer send(String method, String path, String body) {
    return server.send(request(method, path, body));
  }

  private static String job(String id, String name, String fields) {
    return """
    {"place_id": "%s", "inputs": {"name": "%s", "latitude": 40.7128, "longitude": -74.006}, %s
     "attributes": ["websites"]}
    """
        .formatted(id, name, fields);
  }

  private static JsonNode enrich(String body) {
    Answer answer = send("POST", "/enrich", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode awaitEnd(String placeId) {
    long giveUpAt = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < giveUpAt) {
      JsonNode job = send("GET", "/jobs/" + placeId, "").json();
      if (Set.of("completed", "failed").contains(job.path("status").asString())) {
        return job;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the job did not end");
  }

  @Test
  void aPlaceIsEnrichedWhileTheClientWaits() {
    JsonNode result = enrich(job("now", "Cafe Now", ""));

    assertThat(result.path("place_id").asString()).isEqualTo("now");
    assertThat(result.path("status").asString()).isEqualTo("completed");
    assertThat(result.path("outputs").path("website").asString()).isEqualTo("https://example.org");
    assertThat(result.path("job_metadata").path("attribute_status").propertyNames())
        .containsExactly("websites");
    assertThat(send("GET", "/jobs/now", "").json()).isEqualTo(result);
  }

  @Test
  void whatIsKnownIsGivenAgainUntilItIsOldOrSomethingElseIsAskedFor() {
    String body = job("again", "Cafe Again", "");
    JsonNode first = enrich(body);

    assertThat(enrich(body)).isEqualTo(first);
    assertThat(SOURCE.callsFor("Cafe Again")).isEqualTo(1);
    enrich(body.replace("[\"websites\"]", "[\"websites\", \"email\"]"));
    assertThat(SOURCE.callsFor("Cafe Again")).isEqualTo(2);
    enrich(job("again", "Cafe Again", "\"refresh\": true,"));
    assertThat(SOURCE.callsFor("Cafe Again")).isEqualTo(3);
    clock.passes(Duration.ofHours(25));
    enrich(body);
    assertThat(SOURCE.callsFor("Cafe Again")).isEqualTo(4);
  }

  @Test
  void whoWouldRatherNotWaitIsToldWhereTheResultWillBe() {
    Answer taken =
        server.send(
            request("POST", "/enrich", job("later 1", "Held Cafe", ""))
                .header("Prefer", "respond-async"));

    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.header("location")).isEqualTo("/acme/place_enrichment/jobs/later%201");
    assertThat(taken.json().propertyNames())
        .containsExactlyInAnyOrder("place_id", "inputs", "status");
    assertThat(taken.json().path("status").asString()).isEqualTo("pending");
    Answer unended = server.send(server.request(taken.header("location")).GET());
    assertThat(Set.of("queued", "in_progress")).contains(unended.json().path("status").asString());
    assertThat(
            server
                .send(
                    request("POST", "/enrich", job("later 2", "Held Cafe 2", ""))
                        .header("Prefer", "wait=1"))
                .status())
        .isEqualTo(202);
    GATE.letThrough(2);
    assertThat(awaitEnd("later%201").path("outputs").path("website").asString()).isNotEmpty();
    awaitEnd("later%202");
  }

  @Test
  void aRequestSentTwiceUnderOneKeyIsWorkedOnce() {
    String body = "{\"inputs\": {\"name\": \"Cafe Once\", \"latitude\": 40.7, \"longitude\": -74}}";
    Answer first =
        server.send(request("POST", "/enrich", body).header("Idempotency-Key", "once-1"));
    Answer second =
        server.send(request("POST", "/enrich", body).header("Idempotency-Key", "once-1"));

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("idempotent-replayed")).isEqualTo("true");
    assertThat(SOURCE.callsFor("Cafe Once")).isEqualTo(1);
    assertThat(
            server
                .send(
                    request("POST", "/enrich", job("x", "Cafe Other", ""))
                        .header("Idempotency-Key", "once-1"))
                .status())
        .isEqualTo(422);
  }

  @Test
  void aJobIsSubmittedReadTriedAgainAndDeleted() {
    Answer taken = send("POST", "/jobs", job("j-1", "Cafe Job", ""));
    assertThat(taken.status()).isEqualTo(202);
    awaitEnd("j-1");

    Answer retried = send("POST", "/jobs/reprocess", "{\"place_ids\": [\"j-1\", \"j-1\"]}");
    assertThat(retried.json().path("job_count").asInt()).isEqualTo(1);
    awaitEnd("j-1");
    assertThat(SOURCE.callsFor("Cafe Job")).isEqualTo(2);

    assertThat(send("DELETE", "/jobs/j-1", "").status()).isEqualTo(200);
    Answer gone = send("GET", "/jobs/j-1", "");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().path("code").asString()).isEqualTo("job_not_found");
    assertThat(send("GET", "/jobs", "").text()).doesNotContain("\"j-1\"");
    assertThat(send("DELETE", "/jobs/j-1", "").status()).isEqualTo(404);
  }

  @Test
  void theNewestJobOfAPlaceRules() {
    enrich(job("twice", "Cafe First", ""));
    enrich(job("twice", "Cafe Second", ""));

    assertThat(send("GET", "/jobs/twice", "").json().path("inputs").path("name").asString())
        .isEqualTo("Cafe Second");
    assertThat(send("DELETE", "/jobs/twice", "").status()).isEqualTo(200);
    assertThat(send("GET", "/jobs/twice", "").status()).isEqualTo(404);
  }

  @Test
  void aJobOfABatchIsFoundByItsPlaceAndGoesOnlyWithTheBatch() {
    String jobs =
        "{\"jobs\": [%s, %s]}"
            .formatted(job("in-batch", "Cafe A", ""), job("in-batch-2", "Cafe B", ""));
    String batch = send("POST", "/batches", jobs).json().path("id").asString();
    assertThat(awaitEnd("in-batch-2").path("inputs").path("name").asString()).isEqualTo("Cafe B");

    Answer refused = send("DELETE", "/jobs/in-batch", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asString()).contains(batch);
    assertThat(send("DELETE", "/batches/" + batch, "").status()).isEqualTo(200);
    assertThat(send("GET", "/jobs/in-batch", "").status()).isEqualTo(404);
  }

  @Test
  void nobodySeesTheJobsOfAnotherOrganizationOrThoseOfTheGuide() {
    enrich(job("mine", "Cafe Mine", ""));
    server.awaitEnd(server.submit("Cafe Guide"));
    String other = "Bearer " + server.keyOf("other");

    assertThat(
            server
                .send(
                    server
                        .request("/other/place_enrichment/jobs/mine")
                        .setHeader("Authorization", other)
                        .GET())
                .status())
        .isEqualTo(404);
    assertThat(send("GET", "/jobs/p0", "").status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeWorkedIsRefusedWithAPointer() {
    assertThat(fault("/enrich", "{\"inputs\": {\"name\": \"Nowhere\"}}")).isEqualTo("#/inputs");
    assertThat(fault("/jobs", "{\"place_id\": \"a\"}")).isEqualTo("#/inputs");
    assertThat(fault("/jobs", job("b", "Cafe", "\"refresh\": 1,"))).isEqualTo("#/refresh");
    assertThat(fault("/jobs/reprocess", "{}")).isEqualTo("#/place_ids");
    assertThat(fault("/jobs/reprocess", "{\"place_ids\": [\"never\"]}")).isEqualTo("#/place_ids/0");
    assertThat(send("POST", "/enrich", "[]").status()).isEqualTo(400);
  }

  private static String fault(String path, String body) {
    Answer answer = send("POST", path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().path("errors").path(0).path("pointer").asString();
  }

  @Test
  void everyKeyThatIsListedCanBeAskedFor() {
    JsonNode keys = send("GET", "/attributes", "").json();

    assertThat(keys.path("core").valueStream().map(JsonNode::asString).toList())
        .isEqualTo(
            List.of(
                "closed_permanently",
                "websites",
                "phoneNumbers",
                "openingHours",
                "names",
                "address",
                "categories"));
    assertThat(keys.path("custom").isEmpty()).isTrue();
    JsonNode result =
        enrich(job("all", "Cafe All", "").replace("[\"websites\"]", keys.path("all").toString()));
    assertThat(result.path("job_metadata").path("attribute_status").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            keys.path("all").valueStream().map(JsonNode::asString).toList());
  }
}
