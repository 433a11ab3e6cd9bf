package dev.placemill.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.source.SourceAnswer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Decisions in every form of the results, and places chosen by the filters of results to be tried
/// again.
class DecidedResultsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final FakeSource SOURCE =
      new FakeSource(inquiry -> answer(inquiry.place().name()));

  private static TestServer server;

  private static SourceAnswer answer(String name) {
    return name.startsWith("unknown")
        ? new SourceAnswer.NothingKnown("The fake source knows none.")
        : FakeSource.website("https://%s.example.org".formatted(name));
  }

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), Map.of("batch.slice-size", "2"), SOURCE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String ended(String... names) {
    String body =
        TestServer.batchOf(names).replaceFirst("\\{", "{\"attributes\":[\"website\",\"phone\"],");
    String id = server.post("", body).json().path("batch_id").asString();
    server.awaitEnd(id);
    return id;
  }

  private static void decided(int count, String id, String decisions) {
    Answer answer =
        server.send(
            server
                .request("/acme/place_enrichment/batches/" + id + "/decisions")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"decisions\": [%s]}".formatted(decisions))));
    assertThat(answer.text()).isEqualTo("{\"decided\":%d}".formatted(count));
  }

  private static String of(String place, String attribute, String rest) {
    return "{\"place_id\": \"%s\", \"attribute\": \"%s\", %s}".formatted(place, attribute, rest);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static List<String> ids(String id, String query) {
    return server
        .get("/" + id + "/results?" + query)
        .json()
        .path("results")
        .valueStream()
        .map(item -> item.path("place_id").asString())
        .toList();
  }

  @Test
  void everyFormOfResultsHasThemWhenThereAreAnyAndNeverBefore() {
    String id = ended("one", "other", "unknown", "one");
    String before = server.get("/" + id + "/results?format=csv").text();
    assertThat(before).doesNotContain("website_decision", "website_decided");
    String tag = server.get("/" + id + "/results").header("etag");
    String guide = server.get("/" + id).text();
    decided(
        3,
        id,
        String.join(
            ",",
            of("p0", "website", "\"verdict\": \"accept\", \"note\": \"seen\""),
            of("p1", "website", "\"verdict\": \"reject\""),
            of("p2", "website", "\"verdict\": \"override\", \"value\": \"example.org\"")));
    assertThat(server.get("/" + id).text()).as("what the guide says").isEqualTo(guide);
    Answer json = server.get("/" + id + "/results");
    assertThat(json.header("etag")).isNotEqualTo(tag);
    JsonNode items = json.json().path("results");
    assertThat(items.at("/0/decisions/website/verdict").asString()).isEqualTo("accept");
    assertThat(items.at("/0/decisions/website/note").asString()).isEqualTo("seen");
    assertThat(items.at("/2/decisions/website/value").asString()).isEqualTo("https://example.org");
    assertThat(items.get(3).has("decisions")).isFalse();
    String ndjson = server.get("/" + id + "/results?format=ndjson").text();
    assertThat(json(ndjson.lines().findFirst().orElseThrow())).isEqualTo(items.get(0));

    List<String> csv = server.get("/" + id + "/results?format=csv").text().lines().toList();
    List<String> header = List.of(csv.getFirst().split(",", -1));
    assertThat(header)
        .containsSubsequence("website_reasoning", "website_decision", "website_decided", "phone");
    JsonNode features = server.get("/" + id + "/results?format=geojson").json().path("features");
    assertThat(decidedIn(features, 0)).isEqualTo("accept https://one.example.org");
    assertThat(decidedIn(features, 1)).as("nothing counts").isEqualTo("reject ");
    assertThat(decidedIn(features, 2)).isEqualTo("override https://example.org");
    assertThat(decidedIn(features, 3)).as("nobody decided").isEqualTo(" https://one.example.org");
    for (String form : List.of("xlsx", "geoparquet", "csv&csv=excel")) {
      assertThat(server.get("/" + id + "/results?format=" + form).status()).isEqualTo(200);
    }

    JsonNode overview = server.get("/" + id + "/overview").json();
    int letters =
        overview.path("fields").valueStream().map(JsonNode::asString).toList().indexOf("decisions");
    assertThat(overview.path("rows").valueStream().map(row -> row.get(letters).asString()))
        .containsExactly("a-", "r-", "o-", "--");
  }

  private static String decidedIn(JsonNode features, int index) {
    JsonNode properties = features.get(index).path("properties");
    return properties.path("website_decision").asString("")
        + " "
        + properties.path("website_decided").asString("");
  }

  @Test
  void placesPassByWhetherSomebodyDecided() {
    String id = ended("one", "other", "unknown");
    decided(1, id, of("p0", "website", "\"verdict\": \"accept\""));
    decided(1, id, of("p2", "phone", "\"verdict\": \"override\", \"value\": \"+12127365000\""));
    assertThat(ids(id, "decided=true")).containsExactly("p0", "p2");
    assertThat(ids(id, "decided=true&attribute=website")).containsExactly("p0");
    assertThat(ids(id, "decided=false&attribute=website")).containsExactly("p1", "p2");
    assertThat(ids(id, "decided=false&attribute_status=added")).containsExactly("p1");
    decided(
        2,
        id,
        of("p0", "phone", "\"verdict\": \"override\", \"value\": \"+12127365000\"")
            + ","
            + of("p1", "website", "\"verdict\": \"reject\""));
    assertThat(ids(id, "decided=false"))
        .as("of what the batch asks for, nothing is left of the first")
        .containsExactly("p1", "p2");
    assertThat(server.get("/" + id + "/overview?decided=false").json().path("rows").size())
        .isEqualTo(2);
    assertThat(server.get("/" + id + "/results?decided=yes").status()).isEqualTo(400);
  }

  @Test
  void placesThatPassFiltersAreTriedAgainAndNoOthers() {
    String id = ended("first", "second", "unknown1", "unknown2", "third");
    Answer again =
        server.post("/" + id + "/reprocess?attribute=website&attribute_status=not_found", "");
    assertThat(again.status()).as(again.text()).isEqualTo(202);
    assertThat(again.json().path("reprocessed_count").asInt()).isEqualTo(2);
    server.awaitEnd(id);
    assertThat(SOURCE.callsFor("unknown1")).isEqualTo(2);
    assertThat(SOURCE.callsFor("unknown2")).isEqualTo(2);
    assertThat(SOURCE.callsFor("first")).isEqualTo(1);

    Answer none = server.post("/" + id + "/reprocess?status=failed", "{}");
    assertThat(none.json().path("reprocessed_count").asInt()).isZero();
    assertThat(none.json().path("status").asString()).isEqualTo("completed");
    Answer named =
        server.post("/" + id + "/reprocess?search=THIRD", "{\"attributes\": [\"email\"]}");
    assertThat(named.json().path("reprocessed_count").asInt()).isEqualTo(1);
    server.awaitEnd(id);
    assertThat(server.get("/" + id).json().at("/results/4/attribute_status").has("email")).isTrue();
  }

  @Test
  void filtersAndABodyThatChoosesExcludeEachOther() {
    String id = ended("one", "unknown");
    for (String body :
        List.of(
            "{\"place_ids\": [\"p0\"]}",
            "{\"failed_only\": true}",
            "{\"incomplete_only\": false}")) {
      Answer both = server.post("/" + id + "/reprocess?status=completed", body);
      assertThat(both.status()).as(body).isEqualTo(400);
      assertThat(both.json().at("/errors/0/detail").asString())
          .isEqualTo("cannot be together with filters in the query");
    }
    assertThat(server.post("/" + id + "/reprocess?status=done", "").status()).isEqualTo(400);
    assertThat(server.get("/" + id).json().path("status").asString()).isEqualTo("completed");
  }

  @Test
  void theSameKeyWithOtherFiltersIsAnotherRequest() {
    String id = ended("one", "unknown");
    assertThat(reprocess(id, "status=failed", "k1").status()).isEqualTo(202);
    assertThat(reprocess(id, "status=failed", "k1").headers()).containsKey("idempotent-replayed");
    assertThat(reprocess(id, "status=completed", "k1").status()).isEqualTo(422);
  }

  private static Answer reprocess(String id, String query, String key) {
    return server.send(
        server
            .request("/acme/place_enrichment/batches/%s/reprocess?%s".formatted(id, query))
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.noBody()));
  }
}
