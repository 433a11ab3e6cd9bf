package dev.placemill.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A client written against the newer API of the hosted service, and beside it one of the guide.
class NewerApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String method, String path, String body) {
    return server.send(request(method, path, body));
  }

  private static HttpRequest.Builder request(String method, String path, String body) {
    return server
        .request("/v1/acme/place_enrichment" + path)
        .header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static JsonNode get(String path) {
    Answer answer = send("GET", path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode create(String fields, String... ids) {
    Answer answer = send("POST", "/batches", batch(fields, ids));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String batch(String fields, String... ids) {
    return "{\"batch_name\": \"Stores\", %s \"jobs\": [%s]}"
        .formatted(fields, Stream.of(ids).map(NewerApiTest::job).collect(Collectors.joining(",")));
  }

  private static String job(String id) {
    return "{\"place_id\": \"%s\", \"inputs\": {\"name\": \"Cafe %s\", \"latitude\": 40.7128, \"longitude\": -74.006}}"
        .formatted(id, id);
  }

  private static JsonNode awaitEnd(String id) {
    long giveUpAt = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < giveUpAt) {
      JsonNode batch = get("/batches/" + id);
      if (List.of("completed", "failed").contains(batch.path("status").asString())) {
        return batch;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the batch did not end: " + get("/batches/" + id));
  }

  private static List<String> texts(JsonNode list) {
    return list.values().stream().map(JsonNode::asString).toList();
  }

  @Test
  void theQuickStartOfTheNewerApiWorks() {
    JsonNode created = create("\"attributes\": [\"websites\", \"phoneNumbers\"],", "a", "b", "c");
    assertThat(texts(created.path("jobs").path("queued"))).containsExactly("a", "b", "c");
    String id = created.path("id").asString();

    JsonNode ended = awaitEnd(id);
    assertThat(texts(ended.path("jobs").path("completed"))).containsExactly("a", "b", "c");
    assertThat(ended.path("metadata").path("success_rate").asDouble()).isEqualTo(1);

    assertThat(ended.path("metadata").path("attribute_fill_rates")).isEmpty();
    JsonNode rates = get("/batches/" + id + "?enrichments=websites,phoneNumbers,openingHours");
    assertThat(rates.path("metadata").path("attribute_fill_rates").toString())
        .isEqualTo("{\"websites\":1.0,\"phoneNumbers\":0.0}");
    assertThat(rates.path("metadata").path("average_fill_rate").asDouble()).isEqualTo(0.5);

    JsonNode jobs = get("/jobs?batchId=" + id + "&limit=2&offset=1");
    assertThat(jobs.path("total").asInt()).isEqualTo(3);
    assertThat(jobs.path("jobs").values().stream().map(job -> job.path("place_id").asString()))
        .containsExactly("b", "c");
    JsonNode job = jobs.path("jobs").get(0);
    assertThat(job.path("status").asString()).isEqualTo("completed");
    assertThat(job.path("outputs").path("website").asString()).isNotEmpty();
    assertThat(job.path("job_metadata").path("attribute_status").propertyNames())
        .containsExactlyInAnyOrder("websites", "phoneNumbers");

    Answer again =
        send(
            "POST", "/batches/" + id + "/reprocess", "{\"failed_only\": false, \"refresh\": true}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("job_count").asInt()).isEqualTo(3);
    assertThat(again.json().path("status").asString()).isEqualTo("success");
    awaitEnd(id);

    Answer deleted = send("DELETE", "/batches/" + id, "");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().path("batch_id").asString()).isEqualTo(id);
    assertThat(send("GET", "/batches/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void oneBatchIsToldInBothVocabularies() {
    String newer = create("\"batch_id\": \"told-twice\",", "a").path("id").asString();
    assertThat(newer).isEqualTo("told-twice");
    awaitEnd(newer);
    Answer asPlaces =
        server.send(
            request("GET", "/batches/told-twice", "").header("Placemill-Vocabulary", "places"));
    assertThat(asPlaces.json().path("status").asString()).isEqualTo("completed");
    assertThat(asPlaces.json().path("results").get(0).path("place_id").asString()).isEqualTo("a");

    String guide = server.submit("One", "Two");
    JsonNode batch = server.awaitEnd(guide);
    assertThat(get("/batches/" + guide)).isEqualTo(batch);
    Answer asJobs =
        server.send(request("GET", "/batches/" + guide, "").header("Placemill-Vocabulary", "jobs"));
    assertThat(asJobs.json().path("id").asString()).isEqualTo(guide);
    assertThat(texts(asJobs.json().path("jobs").path("completed"))).containsExactly("p0", "p1");
    assertThat(get("/jobs?batchId=" + guide).path("total").asInt()).isEqualTo(2);

    Answer neither =
        server.send(request("GET", "/batches", "").header("Placemill-Vocabulary", "things"));
    assertThat(neither.status()).isEqualTo(400);
    assertThat(neither.json().path("code").asString()).isEqualTo("invalid_parameter");
  }

  @Test
  void theListHasBothFamiliesUnderV1AndTheGuidesAloneWithout() {
    create("\"batch_id\": \"listed-needle\",", "a");
    JsonNode guides = server.get("").json();
    assertThat(guides.propertyNames()).containsExactly("items");
    JsonNode both = get("/batches?query=NEEDLE");
    assertThat(both.path("items").size()).isEqualTo(guides.path("items").size());
    assertThat(both.path("total").asInt()).isEqualTo(1);
    assertThat(both.path("limit").asInt()).isEqualTo(10);
    JsonNode entry = both.path("batches").get(0);
    assertThat(entry.path("id").asString()).isEqualTo("listed-needle");
    assertThat(entry.path("status_counts").path("pending").asInt()).isZero();
    Answer newer =
        server.send(request("GET", "/batches?limit=1", "").header("Placemill-Vocabulary", "jobs"));
    assertThat(newer.json().propertyNames())
        .containsExactlyInAnyOrder("batches", "total", "limit", "offset");
  }

  @Test
  void jobsAreNamedWhereTheirClientDidNotAndTakeTheSynonymsOfTheirInputs() {
    Answer answer =
        send(
            "POST",
            "/batches",
            """
            {"jobs": [
              {"inputs": {"place_id": "inside", "input_type": "place", "name": "Bar",
                "full_address": "789 Broadway, New York, NY", "postalCode": "10003", "type": "bar"}},
              {"inputs": {"name": "Bar", "latitude": 1.5, "longitude": 2.5}}]}
            """);
    JsonNode ended = awaitEnd(answer.json().path("id").asString());
    List<String> ids = texts(ended.path("jobs").path("completed"));
    assertThat(ids.getFirst()).isEqualTo("inside");
    assertThat(ids.get(1)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}");
  }

  @Test
  void whatWasOnlyStoredIsKickedOffByAReprocess() {
    JsonNode stored = create("\"kick_off_jobs_now\": false,", "a", "b");
    String id = stored.path("id").asString();
    assertThat(stored.path("status").asString()).isEqualTo("pending");
    assertThat(texts(stored.path("jobs").path("pending"))).containsExactly("a", "b");
    String body = "{\"incomplete_only\": true, \"attributes\": [\"websites\"]}";
    Answer begun = send("POST", "/batches/" + id + "/reprocess", body);
    assertThat(begun.json().path("job_count").asInt()).isEqualTo(2);
    awaitEnd(id);
    JsonNode statuses =
        get("/batches/" + id + "?enrichments=websites,address").path("attribute_statuses");
    assertThat(statuses.path("websites").path("RUN").path("total").asInt()).isEqualTo(2);
    assertThat(texts(statuses.path("address").path("NOT_RUN").path("ids"))).contains("a", "b");
    assertThat(send("GET", "/batches/" + id + "?enrichments=nonsense", "").status()).isEqualTo(400);
  }

  @Test
  void aBatchIsRenamedAndFlaggedAndSeveralAreAtOnce() {
    create("\"batch_id\": \"flagged\",", "a");
    JsonNode changed =
        send("PUT", "/batches/flagged", "{\"batch_name\": \"Other\", \"refresh\": true}").json();
    assertThat(changed.path("batch_name").asString()).isEqualTo("Other");
    assertThat(changed.path("refresh").asBoolean()).isTrue();
    JsonNode both =
        send(
                "POST",
                "/batches/refresh",
                "{\"batch_ids\": [\"flagged\", \"nobody\"], \"refresh\": false}")
            .json();
    assertThat(texts(both.path("updated"))).containsExactly("flagged");
    assertThat(texts(both.path("missing"))).containsExactly("nobody");
    assertThat(get("/batches/flagged").path("refresh").asBoolean()).isFalse();
    assertThat(send("PUT", "/batches/flagged", "{\"refresh\": 1}").status()).isEqualTo(400);
    assertThat(send("POST", "/batches/refresh", "{}").status()).isEqualTo(400);
  }

  @Test
  void anAppendSentTwiceUnderOneKeyAppendsOnce() {
    create("\"batch_id\": \"grows\",", "a");
    for (String replayed : List.of("", "true")) {
      Answer answer =
          server.send(
              request("POST", "/batches", batch("\"batch_id\": \"grows\",", "b"))
                  .header("Idempotency-Key", "append-1"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().getOrDefault("idempotent-replayed", List.of("")))
          .containsExactly(replayed);
    }
    assertThat(awaitEnd("grows").path("metadata").path("total_jobs").asInt()).isEqualTo(2);
    assertThat(send("POST", "/batches", batch("\"batch_id\": \"grows\",", "b")).status())
        .isEqualTo(400);
  }

  @Test
  void anAppendTellsNoOtherWebhookThanTheFirstRequest() {
    send("POST", "/webhooks/batch/rotate", "");
    String hook = "\"webhook_url\": \"https://example.com/%s\",";
    create("\"batch_id\": \"told\"," + hook.formatted("first"), "a");
    create("\"batch_id\": \"told\"," + hook.formatted("first"), "b");
    Answer other =
        send("POST", "/batches", batch("\"batch_id\": \"told\"," + hook.formatted("other"), "c"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().at("/errors/0/pointer").asString()).isEqualTo("#/webhook_url");
    assertThat(awaitEnd("told").path("metadata").path("total_jobs").asInt()).isEqualTo(2);
  }

  @Test
  void anotherOrganizationHasNoneOfIt() {
    create("\"batch_id\": \"ours\",", "a");
    String theirs = server.keyOf("rival");
    Map.of(
            "GET", "/batches/ours",
            "PUT", "/batches/ours",
            "DELETE", "/batches/ours",
            "POST", "/batches/ours/reprocess")
        .forEach((method, path) -> {
          HttpRequest.Builder request =
              server
                  .request("/v1/rival/place_enrichment" + path)
                  .setHeader("Authorization", "Bearer " + theirs)
                  .method(method, BodyPublishers.ofString("{}"));
          Answer answer = server.send(request);
          assertThat(answer.status()).as("%s %s", method, path).isEqualTo(404);
          assertThat(answer.json().path("code").asString()).isEqualTo("batch_not_found");
        });
    HttpRequest.Builder list =
        server
            .request("/v1/rival/place_enrichment/jobs?batchId=ours")
            .setHeader("Authorization", "Bearer " + theirs);
    assertThat(server.send(list.GET()).status()).isEqualTo(404);
  }

  @Test
  void fiftyThousandJobsAreTakenAndNotOneMore() {
    String[] ids = IntStream.range(0, 50_000).mapToObj(Integer::toString).toArray(String[]::new);
    JsonNode created = create("\"batch_id\": \"large\", \"kick_off_jobs_now\": false,", ids);
    assertThat(created.path("jobs").path("pending").size()).isEqualTo(50_000);
    JsonNode last = get("/jobs?batchId=large&offset=49999&limit=5");
    assertThat(last.path("jobs").get(0).path("place_id").asString()).isEqualTo("49999");
    assertThat(last.path("jobs").get(0).path("status").asString()).isEqualTo("pending");

    String[] more = IntStream.range(0, 50_001).mapToObj(Integer::toString).toArray(String[]::new);
    Answer refused = send("POST", "/batches", batch("", more));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("content-type")).startsWith("application/problem+json");
    assertThat(refused.json().path("code").asString()).isEqualTo("too_many_places");
    assertThat(
            send("POST", "/batches", batch("\"batch_id\": \"large\",", "x"))
                .json()
                .path("code")
                .asString())
        .isEqualTo("too_many_places");
    send("DELETE", "/batches/large", "");
  }

  @Test
  void whatIsWrongWithJobsIsSaidWithItsPlaceInTheRequest() {
    Answer answer =
        send(
            "POST",
            "/batches",
            "{\"batch_id\": 7, \"kick_off_jobs_now\": \"no\", \"jobs\": [{\"place_id\": 1}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(
            answer.json().path("errors").values().stream()
                .map(fault -> fault.path("pointer").asString()))
        .containsExactlyInAnyOrder(
            "#/jobs/0/place_id", "#/jobs/0/inputs", "#/batch_id", "#/kick_off_jobs_now");
    assertThat(send("POST", "/batches", "{\"jobs\": [], \"places\": []}").status()).isEqualTo(400);
  }

  @Test
  void daysAreListedAsIfEachWereABatch() {
    create("", "a");
    JsonNode days = get("/jobs?groupBy=day");
    assertThat(days.path("batches").get(0).path("id").asString()).matches("\\d{4}-\\d{2}-\\d{2}");
    String day = days.path("batches").get(0).path("id").asString();
    assertThat(get("/jobs?limit=1&day=" + day).path("jobs").size()).isEqualTo(1);
    assertThat(get("/jobs?day=2001-01-01").path("total").asInt()).isZero();
    assertThat(get("/jobs?excludeBatches=true").path("total").asInt()).isZero();
    assertThat(send("GET", "/jobs?day=today", "").status()).isEqualTo(400);
    assertThat(get("/jobs?groupBy=day&limit=0").path("batches").size()).isZero();
  }

  @Test
  void whatTheListOfJobsIsNarrowedByHoldsTogether() {
    String id = create("", "a").path("id").asString();
    create("", "b", "c");
    JsonNode days = get("/jobs?groupBy=day&batchId=" + id);
    assertThat(
            days.path("batches")
                .get(0)
                .path("status_counts")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .sum())
        .isEqualTo(1);
    assertThat(get("/jobs?batchId=" + id).path("total").asInt()).isEqualTo(1);
    assertThat(get("/jobs?day=2001-01-01&batchId=" + id).path("total").asInt()).isZero();
    assertThat(get("/jobs?excludeBatches=true&batchId=" + id).path("total").asInt()).isZero();
    assertThat(send("GET", "/jobs?groupBy=day&batchId=none", "").status()).isEqualTo(404);
  }
}
