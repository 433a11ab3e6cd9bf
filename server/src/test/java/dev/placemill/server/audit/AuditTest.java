package dev.placemill.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Everything that is done about an organization leaves an entry, and what changes nothing leaves
/// none.
class AuditTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String ACME = "/acme/place_enrichment/";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer post(String path, String body) {
    return server.send(server.request(ACME + path).POST(BodyPublishers.ofString(body)));
  }

  private static Answer send(String method, String path, String body) {
    HttpRequest.Builder request = server.request(ACME + path);
    return server.send(request.method(method, BodyPublishers.ofString(body)));
  }

  /// The latest entries, the first of them first.
  private static List<String> latest(int count) {
    return server
        .send(server.request(ACME + "audit?limit=" + count).GET())
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("action").asString() + " " + entry.path("subject").asString())
        .toList()
        .reversed();
  }

  @Test
  void whatIsDoneToBatchesAndToAllOfThemIsRemembered() {
    assertThat(post("pause", "").status()).isEqualTo(200);
    assertThat(post("pause", "").status()).isEqualTo(200);
    String id = server.submit("Cafe");
    post("batches/" + id + "/cancel", "");
    post("batches/" + id + "/cancel", "");
    post("resume", "");
    post("resume", "");
    assertThat(send("DELETE", "batches/" + id, "").status()).isEqualTo(204);
    assertThat(send("DELETE", "batches/" + id, "").status()).isEqualTo(404);
    assertThat(latest(5))
        .endsWith(
            "organization.paused acme",
            "batch.cancelled " + id,
            "organization.resumed acme",
            "batch.deleted " + id);
  }

  @Test
  void whatIsAppendedAndChangedIsRemembered() {
    String jobs =
        """
        {"batch_id": "grows", "jobs": [
          {"place_id": "%s", "inputs": {"name": "Cafe", "latitude": 40.7, "longitude": -74}}]}
        """;
    post("batches", jobs.formatted("a"));
    post("batches", jobs.formatted("b"));
    send("PUT", "batches/grows", "{\"batch_name\": \"Shops\", \"refresh\": true}");
    send("PUT", "batches/grows", "{}");
    post("batches/refresh", "{\"batch_ids\": [\"grows\", \"nobody\"], \"refresh\": false}");
    var entries = server.send(server.request(ACME + "audit?limit=3").GET()).json().path("items");
    assertThat(
            entries
                .valueStream()
                .map(entry ->
                    entry.path("action").asString() + ": " + entry.path("detail").asString()))
        .containsExactly(
            "batch.changed: refresh false",
            "batch.changed: renamed, refresh true",
            "batch.appended: 1 jobs");
    assertThat(entries.at("/2/key_id").isString()).isTrue();
  }

  @Test
  void whatIsDoneToWebhooksIsRememberedWithoutTheirSecretsAndAddresses() {
    String url = "https://example.com/hook-4711";
    Answer made = post("webhooks", "{\"url\": \"%s\"}".formatted(url));
    String id = made.json().path("webhook_id").asString();
    send("PATCH", "webhooks/" + id, "{\"enabled\": false}");
    Answer rotated = post("webhooks/" + id + "/rotate", "");
    send("DELETE", "webhooks/" + id, "");
    assertThat(latest(4))
        .containsExactly(
            "webhook.created " + id,
            "webhook.changed " + id,
            "webhook.rotated " + id,
            "webhook.deleted " + id);
    assertThat(server.send(server.request(ACME + "audit").GET()).text())
        .doesNotContain(
            "4711",
            made.json().path("secret").asString(),
            rotated.json().path("secret").asString());
  }
}
