package dev.placemill.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What people decide of values is kept beside them, exported with them, and survives what is found
/// later.
class DecisionsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Map<String, String> SITES = new ConcurrentHashMap<>();
  private static final CountDownLatch GATE = new CountDownLatch(1);

  private static TestServer server;

  private static SourceAnswer answer(Inquiry inquiry) {
    String name = inquiry.place().name();
    if (name.equals("slow")) {
      awaitGate();
    }
    return SITES.containsKey(name)
        ? FakeSource.website(SITES.get(name))
        : new SourceAnswer.NothingKnown("The fake source knows none.");
  }

  private static void awaitGate() {
    try {
      GATE.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "2"),
            new FakeSource(DecisionsTest::answer));
    SITES.put("one", "https://one.example.org");
    SITES.put("other", "https://other.example.org");
  }

  @AfterAll
  static void stop() {
    GATE.countDown();
    server.close();
  }

  /// A batch of places that ask for website and phone, each with these names, ids p0, p1, ...
  private static String ended(String... names) {
    String body =
        TestServer.batchOf(names).replaceFirst("\\{", "{\"attributes\":[\"website\",\"phone\"],");
    String id = server.post("", body).json().path("batch_id").asString();
    server.awaitEnd(id);
    return id;
  }

  private static Answer decide(String id, String decisions) {
    return decide(id, "", decisions);
  }

  private static Answer decide(String id, String query, String decisions) {
    return server.send(
        server
            .request("/acme/place_enrichment/batches/" + id + "/decisions" + query)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"decisions\": [%s]}".formatted(decisions))));
  }

  private static void decided(int count, String id, String decisions) {
    Answer answer = decide(id, decisions);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"decided\":%d}".formatted(count));
  }

  private static String of(String place, String attribute, String rest) {
    return "{\"place_id\": \"%s\", \"attribute\": \"%s\", %s}".formatted(place, attribute, rest);
  }

  private static JsonNode list(String id, String query) {
    return server.get("/" + id + "/decisions" + query).json();
  }

  /// `p0 website accept`, one for each.
  private static List<String> verdicts(String id) {
    return list(id, "")
        .path("items")
        .valueStream()
        .map(one ->
            "%s %s %s"
                .formatted(
                    one.path("place_id").asString(),
                    one.path("attribute").asString(),
                    one.path("verdict").asString()))
        .toList();
  }

  @Test
  void decisionsAreMadeListedChangedAndTakenBack() {
    String id = ended("one", "one", "unknown", "other");
    decided(
        3,
        id,
        String.join(
            ",",
            of("p3", "website", "\"verdict\": \"reject\", \"note\": \" an old site \""),
            of("p0", "website", "\"verdict\": \"accept\""),
            of("p2", "phone", "\"verdict\": \"override\", \"value\": \"+1 212 736 5000\"")));
    JsonNode first = list(id, "?place_id=p0").path("items").get(0);
    assertThat(first.path("value").asString()).isEqualTo("https://one.example.org");
    assertThat(first.path("found")).isEqualTo(first.path("value"));
    assertThat(first.path("note").isNull()).isTrue();
    assertThat(first.path("key_id").asString()).matches("[0-9]+");
    assertThat(first.path("decided_at").asString()).matches("20.*Z");
    assertThat(first.has("outdated")).isFalse();
    JsonNode overridden = list(id, "?place_id=p2").path("items").get(0);
    assertThat(overridden.path("value").asString()).isEqualTo("+12127365000");
    assertThat(overridden.path("found").isNull()).isTrue();
    JsonNode rejected = list(id, "?place_id=p3").path("items").get(0);
    assertThat(rejected.path("value").isNull()).isTrue();
    assertThat(rejected.path("note").asString()).isEqualTo("an old site");

    decided(
        2,
        id,
        of("p3", "website", "\"verdict\": \"accept\"")
            + ","
            + of("p0", "website", "\"verdict\": null"));
    assertThat(verdicts(id)).containsExactly("p2 phone override", "p3 website accept");
    decided(1, id, of("p0", "website", "\"verdict\": null"));
    assertThat(verdicts(id)).hasSize(2);
  }

  @Test
  void aDecisionAboutAValueIsForEveryPlaceThatHasItAndTheLastOneCounts() {
    String id = ended("one", "other", "one", "unknown", "one");
    decided(
        3,
        id,
        """
        {"found": "https://one.example.org", "attribute": "website", "verdict": "reject"},
        {"place_id": "p2", "attribute": "website", "verdict": "accept"}
        """);
    assertThat(verdicts(id))
        .containsExactly("p0 website reject", "p2 website accept", "p4 website reject");
    Answer nowhere =
        decide(
            id,
            """
            {"found": "https://nowhere.example.org", "attribute": "website", "verdict": "accept"}
            """);
    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(nowhere.json().at("/errors/0/pointer").asString()).isEqualTo("#/decisions/0/found");
  }

  @Test
  void aDryRunCountsAndDecidesNothing() {
    String id = ended("one", "other", "one");
    String reject =
        """
        {"found": "https://one.example.org", "attribute": "website", "verdict": "reject"}
        """;
    assertThat(decide(id, "?dry_run=true", reject).text())
        .isEqualTo("{\"dry_run\":true,\"decided\":2}");
    assertThat(verdicts(id)).isEmpty();
    assertThat(decide(id, "?dry_run=maybe", reject).status()).isEqualTo(400);
    decided(2, id, reject);
    Answer wrong = decide(id, "?dry_run=true", of("p9", "website", "\"verdict\": \"accept\""));
    assertThat(wrong.json().at("/errors/0/pointer").asString()).isEqualTo("#/decisions/0/place_id");
    assertThat(verdicts(id)).containsExactly("p0 website reject", "p2 website reject");
  }

  @Test
  void pagesLoseAndRepeatNone() {
    String id = ended("one", "one", "one");
    decided(
        3,
        id,
        "{\"found\": \"https://one.example.org\", \"attribute\": \"website\", \"verdict\": \"accept\"}");
    decided(1, id, of("p1", "phone", "\"verdict\": \"override\", \"value\": \"+12127365000\""));
    for (int limit = 1; limit <= 4; limit++) {
      List<String> seen = new ArrayList<>();
      String after = "";
      do {
        JsonNode page = list(id, "?limit=" + limit + after);
        page.path("items")
            .valueStream()
            .map(one -> one.path("place_id").asString() + one.path("attribute").asString())
            .forEach(seen::add);
        after = page.has("next_cursor") ? "&after=" + page.path("next_cursor").asString() : "";
      } while (!after.isEmpty());
      assertThat(seen).containsExactly("p0website", "p1phone", "p1website", "p2website");
    }
    assertThat(server.get("/" + id + "/decisions?after=x").status()).isEqualTo(400);
  }

  @Test
  void theySurviveAReprocessAndSayWhenSomethingElseWasFoundSince() {
    SITES.put("moves", "https://first.example.org");
    SITES.put("stays", "https://stays.example.org");
    String id = ended("moves", "stays");
    decided(
        2,
        id,
        of("p0", "website", "\"verdict\": \"accept\"")
            + ","
            + of("p1", "website", "\"verdict\": \"accept\""));
    SITES.put("moves", "https://second.example.org");
    server.post("/" + id + "/reprocess", "{\"place_ids\": [\"p0\", \"p1\"]}");
    server.awaitEnd(id);
    JsonNode decisions = list(id, "").path("items");
    assertThat(decisions.get(0).path("outdated").asBoolean()).isTrue();
    assertThat(decisions.get(0).path("found").asString()).isEqualTo("https://first.example.org");
    assertThat(decisions.get(1).has("outdated")).isFalse();
    JsonNode items = server.get("/" + id + "/results").json().path("results");
    assertThat(items.at("/0/enriched_data/website").asString())
        .isEqualTo("https://second.example.org");
    assertThat(items.at("/0/decisions/website/value").asString())
        .isEqualTo("https://first.example.org");
    assertThat(items.at("/0/decisions/website/outdated").asBoolean()).isTrue();
    assertThat(items.at("/1/decisions/website").has("outdated")).isFalse();
    decided(1, id, of("p0", "website", "\"verdict\": \"reject\""));
    assertThat(list(id, "?place_id=p0").at("/items/0").has("outdated")).as("judged anew").isFalse();
  }

  @Test
  void aRequestWithAnythingWrongDecidesNothingAndSaysAllThatIs() {
    String id = ended("one", "unknown");
    Answer wrong =
        decide(
            id,
            """
            {"place_id": "p0", "attribute": "web", "verdict": "accept"},
            {"place_id": "p0", "found": "x", "attribute": "website", "verdict": "accept"},
            {"attribute": "website", "verdict": "accept"},
            {"place_id": "p0", "attribute": "website"},
            {"place_id": "p0", "attribute": "website", "verdict": "maybe"},
            {"place_id": "p0", "attribute": "website", "verdict": "override", "value": "no site"},
            {"place_id": "p0", "attribute": "website", "verdict": "accept", "value": "x"},
            {"place_id": 5, "attribute": "website", "verdict": "accept", "note": 5},
            5
            """);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(pointers(wrong))
        .containsExactly(
            "#/decisions/0/attribute",
            "#/decisions/1",
            "#/decisions/2",
            "#/decisions/3/verdict",
            "#/decisions/4/verdict",
            "#/decisions/5/value",
            "#/decisions/6/value",
            "#/decisions/7/place_id",
            "#/decisions/7/note",
            "#/decisions/8");
    Answer elsewhere =
        decide(
            id,
            of("p0", "website", "\"verdict\": \"accept\"")
                + ","
                + of("p7", "website", "\"verdict\": \"accept\"")
                + ","
                + of("p0", "email", "\"verdict\": \"reject\""));
    assertThat(pointers(elsewhere))
        .containsExactly("#/decisions/1/place_id", "#/decisions/2/attribute");
    Answer nothing =
        decide(
            id,
            of("p0", "website", "\"verdict\": \"accept\"")
                + ","
                + of("p1", "website", "\"verdict\": \"accept\""));
    assertThat(pointers(nothing)).containsExactly("#/decisions/1/verdict");
    assertThat(verdicts(id)).isEmpty();
    assertThat(decide(id, "").status()).isEqualTo(400);
    assertThat(decide(id, "}").json().path("code").asString()).isEqualTo("malformed_json");
    assertThat(
            decide(
                    id.substring(0, id.length() - 8) + "00000000",
                    of("a", "website", "\"verdict\": null"))
                .status())
        .isEqualTo(404);
  }

  private static List<String> pointers(Answer problem) {
    return problem
        .json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asString())
        .toList();
  }

  @Test
  void aPlaceInWorkCannotBeJudgedYet() {
    String id = server.post("", TestServer.batchOf("slow")).json().path("batch_id").asString();
    Answer early = decide(id, of("p0", "website", "\"verdict\": \"reject\""));
    assertThat(pointers(early)).containsExactly("#/decisions/0/place_id");
    GATE.countDown();
    server.awaitEnd(id);
  }

  @Test
  void whoDecidedIsInTheAuditLogAndNeedsTheScope() {
    String id = ended("one", "one", "other");
    decided(
        3,
        id,
        """
        {"found": "https://one.example.org", "attribute": "website", "verdict": "accept"},
        {"place_id": "p2", "attribute": "website", "verdict": "reject"}
        """);
    JsonNode entry =
        server
            .send(server.request("/acme/place_enrichment/audit?limit=1").GET())
            .json()
            .at("/items/0");
    assertThat(entry.path("action").asString()).isEqualTo("batch.decided");
    assertThat(entry.path("subject").asString()).isEqualTo(id);
    assertThat(entry.path("detail").asString()).isEqualTo("2 accepted, 1 rejected");
    String reader = server.keyWith(Scope.BATCHES_READ);
    Answer refused =
        server.send(
            server
                .request("/acme/place_enrichment/batches/" + id + "/decisions")
                .setHeader("Authorization", "Bearer " + reader)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"decisions\": []}")));
    assertThat(refused.status()).isEqualTo(403);
    Answer stranger =
        server.send(
            server
                .request("/zenith/place_enrichment/batches/" + id + "/decisions")
                .setHeader("Authorization", "Bearer " + server.keyOf("zenith"))
                .GET());
    assertThat(stranger.status()).isEqualTo(404);
  }

  @Test
  void theyGoWithTheirBatchWhenItIsDeletedOrOverItsTime() {
    String deleted = ended("one");
    String kept = ended("one");
    decided(1, deleted, of("p0", "website", "\"verdict\": \"accept\""));
    decided(1, kept, of("p0", "website", "\"verdict\": \"accept\""));
    int before = stored();
    server.send(server.request("/acme/place_enrichment/batches/" + deleted).DELETE());
    assertThat(stored()).isEqualTo(before - 1);
    var decisions = new Decisions(DATABASE.database());
    decisions.forgetOld(Duration.ofDays(1));
    assertThat(stored()).isEqualTo(before - 1);
    var clock = new EngineClock(DATABASE.database());
    clock.passes(Duration.ofDays(3));
    decisions.forgetOld(Duration.ofDays(1));
    assertThat(stored()).isZero();
    clock.passes(Duration.ofDays(-3));
  }

  private static int stored() {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle.createQuery("SELECT count(*) FROM decision").mapTo(Integer.class).one());
  }
}
