package dev.placemill.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.server.testing.WebhookReceiver;
import dev.placemill.server.testing.WebhookReceiver.Message;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The API of webhooks, with a receiver at the other end of them.
class WebhookApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final Gate gate = new Gate();
  private final WebhookReceiver receiver = new WebhookReceiver();
  private TestServer server;

  @BeforeEach
  void start() {
    DATABASE.empty();
    server =
        server(
            Map.of(
                "webhook.allow-private-addresses", "true",
                "http.public-url", "https://places.example/api/",
                "webhook.per-organization", "2"));
  }

  private TestServer server(Map<String, String> settings) {
    return TestServer.start(
        DATABASE.database(), settings, gate.source(name -> name.startsWith("slow")));
  }

  @AfterEach
  void stop() {
    gate.open();
    server.close();
    receiver.close();
  }

  private Answer ask(String method, String path, String body) {
    return ask(server, method, path, body);
  }

  private static Answer ask(TestServer server, String method, String path, String body) {
    return server.send(
        server
            .request("/acme/place_enrichment/webhooks" + path)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private JsonNode create(String path) {
    Answer created = ask("POST", "", "{\"url\": \"%s\"}".formatted(receiver.url(path)));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.headers()).containsEntry("cache-control", List.of("no-store"));
    return created.json();
  }

  private static String code(Answer answer) {
    return answer.status() + " " + answer.json().path("code").asString();
  }

  @Test
  void theEndOfABatchIsToldOnceWithALinkToItsResults() {
    String secret = create("/hook").path("secret").asString();
    String batch = server.submit("Cafe", "Bar");

    Message message = receiver.next();

    assertThat(message.isSignedWith(secret)).isTrue();
    assertThat(message.json().path("type").asString()).isEqualTo("batch.completed");
    JsonNode data = message.json().path("data");
    assertThat(data.path("batch_id").asString()).isEqualTo(batch);
    assertThat(data.path("completed_count").asInt()).isEqualTo(2);
    assertThat(data.path("results_url").asString())
        .isEqualTo("https://places.example/api/acme/place_enrichment/batches/" + batch);

    server.submit("Pub");
    assertThat(receiver.next().header("webhook-id")).isNotEqualTo(message.header("webhook-id"));
  }

  @Test
  void aSecretIsShownAtItsCreationAndRotationAndNeverAgain() {
    JsonNode created = create("/hook");
    String id = created.path("webhook_id").asString();
    String secret = created.path("secret").asString();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    Answer rotated = ask("POST", "/" + id + "/rotate", "{\"overlap_seconds\": 3600}");
    assertThat(rotated.json().path("secret").asString()).startsWith("whsec_").isNotEqualTo(secret);
    assertThat(rotated.json().path("old_secret_expires_at").isString()).isTrue();

    for (Answer answer :
        List.of(
            ask("GET", "", ""),
            ask("GET", "/" + id, ""),
            ask("PATCH", "/" + id, "{\"description\": \"shop\"}"))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains(id).doesNotContain("whsec_").doesNotContain("\"secret\"");
    }
    assertThat(ask("GET", "/" + id, "").json().path("description").asString()).isEqualTo("shop");
    assertThat(code(ask("POST", "/" + id + "/rotate", "{\"overlap_seconds\": -1}")))
        .isEqualTo("400 invalid_request");
  }

  @Test
  void aTestArrivesIsLoggedAndCanBeSentAgain() {
    JsonNode created = create("/hook");
    String id = created.path("webhook_id").asString();
    Answer test = ask("POST", "/" + id + "/test", "");
    assertThat(test.status()).isEqualTo(202);
    assertThat(test.json().path("state").asString()).isEqualTo("pending");

    Message message = receiver.next();
    assertThat(message.isSignedWith(created.path("secret").asString())).isTrue();
    assertThat(message.json().path("type").asString()).isEqualTo("webhook.test");
    JsonNode delivery = delivered(id);
    assertThat(delivery.path("message_id").asString()).isEqualTo(message.header("webhook-id"));
    assertThat(delivery.path("attempts").get(0).path("status_code").asInt()).isEqualTo(204);

    String path = "/" + id + "/deliveries/" + delivery.path("delivery_id").asString() + "/resend";
    assertThat(ask("POST", path, "").status()).isEqualTo(202);
    assertThat(receiver.next().header("webhook-id")).isEqualTo(message.header("webhook-id"));
    assertThat(ask("GET", "/" + id + "/deliveries?limit=10", "").json().path("items")).hasSize(2);
  }

  private JsonNode delivered(String id) {
    JsonNode newest = ask("GET", "/" + id + "/deliveries", "").json().path("items").path(0);
    while (newest.path("state").asString().equals("pending")) {
      newest = ask("GET", "/" + id + "/deliveries", "").json().path("items").path(0);
    }
    return newest;
  }

  @Test
  void aBatchNamesItsOwnAddressOnceTheOrganizationHasASecret() {
    String body =
        TestServer.batchOf("Cafe")
            .replaceFirst("\\{", "{\"webhook_url\": \"%s\",".formatted(receiver.url("/own")));
    Answer refused = server.post("", body);
    assertThat(code(refused)).isEqualTo("400 invalid_request");
    assertThat(refused.text()).contains("webhooks/batch/rotate");
    assertThat(server.get("").json().path("items")).isEmpty();

    Answer made = ask("POST", "/batch/rotate", "");
    assertThat(made.json().path("webhook_id").asString()).isEqualTo("batch");
    String secret = made.json().path("secret").asString();
    assertThat(server.post("", body).status()).isEqualTo(202);
    Message own = receiver.next();
    assertThat(own.path()).isEqualTo("/own");
    assertThat(own.isSignedWith(secret)).isTrue();

    String asObject =
        TestServer.batchOf("Bar")
            .replaceFirst(
                "\\{",
                "{\"webhook\": {\"url\": \"%s\", \"event_types\": [\"batch.completed\"]},"
                    .formatted(receiver.url("/object")));
    assertThat(server.post("", asObject).status()).isEqualTo(202);
    assertThat(receiver.next().path()).isEqualTo("/object");
    assertThat(delivered("batch").path("url").asString()).isEqualTo(receiver.url("/object"));
    assertThat(ask("GET", "", "").json().path("items")).isEmpty();
    assertThat(code(ask("DELETE", "/batch", ""))).isEqualTo("404 webhook_not_found");
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsStored() {
    assertThat(code(ask("POST", "", "{\"url\": "))).isEqualTo("400 malformed_json");
    assertThat(code(ask("POST", "", "[]"))).isEqualTo("400 invalid_request");
    Answer faults =
        ask(
            "POST",
            "",
            "{\"url\": \"ftp://example.com\", \"event_types\": [\"batch.done\"], \"enabled\": 1}");
    assertThat(faults.json().path("errors")).hasSize(3);
    for (String url : List.of("https://user:secret@example.com/", "example.com", "", "https://")) {
      assertThat(code(ask("POST", "", "{\"url\": \"%s\"}".formatted(url))))
          .isEqualTo("400 invalid_request");
    }
    assertThat(code(ask("GET", "/wh_1", ""))).isEqualTo("404 webhook_not_found");
    assertThat(code(ask("GET", "/batch", ""))).isEqualTo("404 webhook_not_found");
    assertThat(ask("GET", "", "").json().path("items")).isEmpty();

    String id = create("/one").path("webhook_id").asString();
    create("/two");
    assertThat(code(ask("POST", "", "{\"url\": \"https://example.com\"}")))
        .isEqualTo("409 too_many_webhooks");
    assertThat(code(ask("POST", "/" + id + "/deliveries/dlv_1/resend", "")))
        .isEqualTo("404 delivery_not_found");
    assertThat(ask("PATCH", "/" + id, "{\"enabled\": false}").json().path("disabled_reason"))
        .hasToString("\"by_request\"");
    assertThat(code(ask("POST", "/" + id + "/test", ""))).isEqualTo("409 webhook_disabled");
    assertThat(ask("DELETE", "/" + id, "").status()).isEqualTo(204);
    assertThat(code(ask("GET", "/" + id, ""))).isEqualTo("404 webhook_not_found");
  }

  @Test
  void noPrivateAddressIsTakenUnlessASettingAllowsIt() {
    try (TestServer closed = server(Map.of())) {
      for (String url :
          List.of(
              "https://127.0.0.1/",
              "https://localhost:8443/",
              "https://10.1.2.3/",
              "https://[::1]/",
              "https://[fd00::1]/",
              "https://169.254.169.254/latest/meta-data/",
              "http://example.com/")) {
        assertThat(code(ask(closed, "POST", "", "{\"url\": \"%s\"}".formatted(url))))
            .as(url)
            .isEqualTo("400 invalid_request");
        String batch =
            TestServer.batchOf("Cafe")
                .replaceFirst("\\{", "{\"webhook_url\": \"%s\",".formatted(url));
        assertThat(code(closed.post("", batch))).as(url).isEqualTo("400 invalid_request");
      }
      assertThat(ask(closed, "POST", "", "{\"url\": \"https://example.com/\"}").status())
          .isEqualTo(201);
    }
  }

  @Test
  void anOrganizationNeitherSeesNorChangesAWebhookOfAnother() {
    String id = create("/hook").path("webhook_id").asString();
    String key = server.keyOf("globex");
    for (String path : List.of("/" + id, "/" + id + "/deliveries")) {
      assertThat(code(askForGlobex(key, "GET", path))).isEqualTo("404 webhook_not_found");
    }
    assertThat(askForGlobex(key, "DELETE", "/" + id).status()).isEqualTo(404);
    assertThat(ask("GET", "/" + id, "").status()).isEqualTo(200);
  }

  private Answer askForGlobex(String key, String method, String path) {
    return server.send(
        server
            .request("/globex/place_enrichment/webhooks" + path)
            .setHeader("Authorization", "Bearer " + key)
            .method(method, BodyPublishers.noBody()));
  }

  @Test
  void aCancelledBatchIsToldTooAndADeletedOneTakesItsMessagesAlong() {
    create("/hook");
    String batch = server.submit("slow one", "slow two");
    server.post("/" + batch + "/cancel", "");

    Message message = receiver.next();
    assertThat(message.json().path("type").asString()).isEqualTo("batch.failed");
    assertThat(message.json().path("data").path("ended_reason").asString()).isEqualTo("cancelled");
    server.send(server.request("/acme/place_enrichment/batches/" + batch).DELETE());
    assertThat(left()).isZero();
  }

  private static int left() {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle.createQuery("SELECT count(*) FROM webhook_delivery").mapTo(Integer.class).one());
  }
}
