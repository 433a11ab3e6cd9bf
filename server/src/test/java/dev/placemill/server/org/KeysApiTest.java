package dev.placemill.server.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.audit.Audit;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Whoever governs an organization makes, replaces and revokes its keys over the API, and all of it
/// is remembered.
class KeysApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String KEYS = "/acme/place_enrichment/keys";

  private TestServer server;
  private EngineClock clock;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(), Map.of("org.live-keys", "4"), FakeSource.knowingAll());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer post(String path, String body) {
    return server.send(server.request(path).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode create(String body) {
    Answer answer = post(KEYS, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("location"))
        .isEqualTo(KEYS + "/" + answer.json().path("key_id").asString());
    return answer.json();
  }

  private Answer get(String path) {
    return server.send(server.request(path).GET());
  }

  private int listBatchesWith(String key) {
    return server
        .send(
            server
                .request("/acme/place_enrichment/batches")
                .setHeader("Authorization", "Bearer " + key)
                .GET())
        .status();
  }

  private List<String> audited() {
    return get("/acme/place_enrichment/audit")
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("action").asString() + " " + entry.path("subject").asString())
        .toList();
  }

  @Test
  void aKeyIsShownOnceAndIsGoodUntilItIsRevoked() {
    JsonNode made = create("{\"name\": \"nightly\"}");
    String key = made.path("key").asString();
    String id = made.path("key_id").asString();
    assertThat(made.path("scopes").valueStream().map(JsonNode::asString))
        .containsExactly("batches:read", "batches:write", "webhooks:write");
    assertThat(listBatchesWith(key)).isEqualTo(200);
    assertThat(get(KEYS).text()).contains("nightly").doesNotContain(key);
    assertThat(get(KEYS + "/" + id).json().path("state").asString()).isEqualTo("live");

    assertThat(server.send(server.request(KEYS + "/" + id).DELETE()).status()).isEqualTo(204);
    assertThat(listBatchesWith(key)).isEqualTo(401);
    assertThat(get(KEYS + "/" + id).json().path("state").asString()).isEqualTo("revoked");
    assertThat(server.send(server.request(KEYS + "/" + id).DELETE()).status()).isEqualTo(204);
    assertThat(audited()).startsWith("key.revoked " + id, "key.created " + id);
    assertThat(audited()).filteredOn(entry -> entry.startsWith("key.revoked")).hasSize(1);
  }

  @Test
  void aKeyExpiresAtItsTime() {
    Instant end = Instant.now().plus(Duration.ofDays(2));
    String key = create("{\"expires_at\": \"%s\"}".formatted(end)).path("key").asString();
    clock.passes(Duration.ofDays(1));
    assertThat(listBatchesWith(key)).isEqualTo(200);
    clock.passes(Duration.ofDays(1));
    assertThat(listBatchesWith(key)).isEqualTo(401);
  }

  @Test
  void aReplacedKeyAndItsSuccessorAreGoodSideBySideForAWhile() {
    JsonNode first = create("{\"scopes\": [\"batches:read\"], \"name\": \"n\"}");
    String id = first.path("key_id").asString();
    Answer rotated = post(KEYS + "/" + id + "/rotate", "{\"overlap_seconds\": 3600}");
    assertThat(rotated.status()).isEqualTo(201);
    JsonNode second = rotated.json();
    assertThat(second.path("name").asString()).isEqualTo("n");
    assertThat(second.path("scopes").size()).isEqualTo(1);
    assertThat(get(KEYS + "/" + id).json().path("replaced_by").asString())
        .isEqualTo(second.path("key_id").asString());
    assertThat(listBatchesWith(first.path("key").asString())).isEqualTo(200);
    assertThat(listBatchesWith(second.path("key").asString())).isEqualTo(200);

    Answer again = post(KEYS + "/" + id + "/rotate", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("key_not_live", "rotate that one");
    clock.passes(Duration.ofHours(2));
    assertThat(listBatchesWith(first.path("key").asString())).isEqualTo(401);
    assertThat(listBatchesWith(second.path("key").asString())).isEqualTo(200);
    assertThat(post(KEYS + "/" + id + "/rotate", "").text()).contains("is expired");
    assertThat(audited()).first().isEqualTo("key.rotated " + id);
  }

  @Test
  void aKeyOfAnotherOrganizationIsNotThere() {
    String id = create("").path("key_id").asString();
    String rival = server.keyOf("rival");
    for (HttpRequest.Builder request :
        List.of(
            server.request("/rival/place_enrichment/keys/" + id).GET(),
            server.request("/rival/place_enrichment/keys/" + id).DELETE(),
            server
                .request("/rival/place_enrichment/keys/" + id + "/rotate")
                .POST(BodyPublishers.noBody()))) {
      Answer answer = server.send(request.setHeader("Authorization", "Bearer " + rival));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("key_not_found");
    }
    assertThat(get(KEYS + "/" + id).json().path("state").asString()).isEqualTo("live");
    assertThat(get(KEYS + "/seven").status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeAKeyIsRefusedWithEveryFault() {
    Answer refused =
        post(
            KEYS,
            "{\"name\": 7, \"scopes\": [\"batches:eat\"], \"expires_at\": \"2020-01-01T00:00:00Z\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").valueStream().map(f -> f.path("pointer").asString()))
        .containsExactly("#/name", "#/scopes", "#/expires_at");
    assertThat(post(KEYS, "{\"scopes\": []}").text()).contains("batches:read, batches:write");
    assertThat(post(KEYS, "{\"scopes\": \"admin\"}").status()).isEqualTo(400);
    assertThat(post(KEYS, "{\"expires_at\": \"tomorrow\"}").text()).contains("a time to come");
    assertThat(post(KEYS, "[]").status()).isEqualTo(400);
    assertThat(post(KEYS, "{").text()).contains("malformed_json");
    String id = get(KEYS).json().at("/items/0/key_id").asString();
    assertThat(post(KEYS + "/" + id + "/rotate", "{\"overlap_seconds\": -1}").status())
        .isEqualTo(400);
    assertThat(audited()).hasSize(1);
  }

  @Test
  void anOrganizationHasOnlySoManyLiveKeys() {
    create("");
    create("");
    String last = create("").path("key_id").asString();
    Answer refused = post(KEYS, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("too_many_keys", "at most 4 keys");
    server.send(server.request(KEYS + "/" + last).DELETE());
    create("");
  }

  @Test
  void theLogSaysWhoDidItFromWhereAndIsReadInPages() {
    String other = server.keyWith(Scope.ADMIN);
    String mine = create("{\"name\": \"secret project\"}").path("key").asString();
    JsonNode page = get("/acme/place_enrichment/audit?limit=1").json();
    JsonNode entry = page.at("/items/0");
    assertThat(entry.path("action").asString()).isEqualTo("key.created");
    assertThat(entry.path("key_id").asString())
        .isEqualTo(get(KEYS).json().at("/items/0/key_id").asString());
    assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(entry.path("request_id").asString()).isNotEmpty();
    assertThat(entry.path("detail").asString()).contains("batches:read").contains("not expire");

    String rest =
        get("/acme/place_enrichment/audit?limit=200&after=" + page.path("next_cursor").asString())
            .text();
    assertThat(rest).contains("\"key_id\":null").doesNotContain("next_cursor");
    assertThat(page + rest).doesNotContain(mine, other, server.key(), mine.substring(4, 20));
    assertThat(get("/acme/place_enrichment/audit?after=x").status()).isEqualTo(400);

    clock.passes(Duration.ofDays(2));
    DATABASE.database().useTransaction(handle -> Audit.forget(handle, Duration.ofDays(1)));
    assertThat(audited()).isEmpty();
  }
}
