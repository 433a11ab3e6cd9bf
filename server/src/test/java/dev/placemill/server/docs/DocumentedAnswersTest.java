package dev.placemill.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a running server answers is what its document says: the status, the headers, and every
/// field of the body.
class DocumentedAnswersTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/{org}/place_enrichment/batches";
  private static final String BATCH = BATCHES + "/{batch_id}";
  @TempDir static Path directory;
  private static ReferenceCatalog reference;
  private static TestServer server;
  private static Schemas schemas;

  @BeforeAll
  static void start() {
    reference = new ReferenceCatalog(directory.resolve("reference"));
    server = TestServer.start(DATABASE.database(), Map.of(), reference, FakeSource.knowingAll());
    schemas = new Schemas(server.send(server.request("/openapi.json").GET()).json());
  }

  @AfterAll
  static void stop() {
    server.close();
    reference.close();
  }

  /// Sends a request of an operation, and holds the answer against the document.
  private static Answer asDocumented(String method, String path, HttpRequest.Builder request) {
    Answer answer = server.send(request);
    JsonNode documented = schemas.answer(method, path, answer.status());
    documented
        .path("headers")
        .properties()
        .forEach(header -> {
          if (schemas.resolved(header.getValue()).path("required").asBoolean()) {
            assertThat(answer.headers()).containsKey(header.getKey().toLowerCase(Locale.ROOT));
          }
        });
    List<String> type = answer.headers().getOrDefault("content-type", List.of());
    if (!documented.has("content")) {
      assertThat(answer.text()).isEmpty();
      return answer;
    }
    String mediaType = type.getFirst().split(";", 2)[0];
    JsonNode schema = documented.path("content").path(mediaType).path("schema");
    assertThat(schema.isMissingNode()).as("%s %s has %s", method, path, mediaType).isFalse();
    if (mediaType.endsWith("json")) {
      assertThat(schemas.faults(schema, answer.json())).as("%s %s", method, path).isEmpty();
    }
    return answer;
  }

  private static Answer get(String path, String parameters) {
    return asDocumented("get", path, request(path, parameters).GET());
  }

  private static Answer post(String path, String parameters, String body) {
    return asDocumented(
        "post",
        path,
        request(path, parameters)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /// @param idAndQuery what stands for the id of the batch, and a query after it
  private static HttpRequest.Builder request(String path, String idAndQuery) {
    String[] parts = (idAndQuery + "?").split("\\?", -1);
    String filled =
        path.replace("{org}", "acme")
            .replace("{batch_id}", parts[0])
            .replace("{webhook_id}", parts[0])
            .replace("{export_id}", parts[0])
            .replace("{key_id}", parts[0])
            .replace("{dataset}", parts[0])
            .replace("{import_id}", parts[0])
            .replace("{place_id}", parts[0]);
    return server.request(parts[1].isEmpty() ? filled : filled + "?" + parts[1]);
  }

  @Test
  void theLifeOfABatchIsAsDocumented() {
    String body =
        """
        {"places": [
          {"place_id": "a", "inputs": {"name": "Cafe", "latitude": 40.7128, "longitude": -74.006}},
          {"place_id": "b", "inputs": {"name": "Nowhere"}}]}
        """;
    String id = post(BATCHES, "", body).json().path("batch_id").asString();
    get(BATCH, id);
    get(BATCH, id + "?limit=0");
    server.awaitEnd(id);
    Answer ended = get(BATCH, id);
    assertThat(ended.json().path("status").asString()).isEqualTo("partial");
    assertThat(get(BATCH, id + "?limit=1").json().path("next_cursor").asString()).isNotEmpty();
    for (String form : List.of("json", "csv", "geojson", "json&limit=1&status=failed")) {
      assertThat(get(BATCH + "/results", id + "?format=" + form).status()).isEqualTo(200);
    }
    get(BATCH + "/results", id + "?format=pdf");
    get(BATCH + "/overview", id + "?values=website");
    get(BATCH + "/overview", id + "?values=web");
    decideAsDocumented(id);
    String tag = ended.header("etag");
    asDocumented("get", BATCH, request(BATCH, id).header("If-None-Match", tag).GET());
    get(BATCHES, "?status=partial&sort=-total_count&name=x");
    get(BATCHES, "?sort=size");
    post(BATCH + "/reprocess", id + "?status=failed", "{\"place_ids\": [\"b\"]}");
    post(BATCH + "/reprocess", id, "{\"place_ids\": [\"b\"]}");
    server.awaitEnd(id);
    post(BATCH + "/cancel", id, "");
    asDocumented("delete", BATCH, request(BATCH, id).DELETE());
    assertThat(get(BATCH, id).status()).isEqualTo(404);
  }

  private static void decideAsDocumented(String id) {
    for (String verdict : List.of("accept", "maybe")) {
      asDocumented(
          "put",
          BATCH + "/decisions",
          request(BATCH + "/decisions", id)
              .header("Content-Type", "application/json")
              .PUT(
                  BodyPublishers.ofString(
                      """
                      {"decisions": [{"place_id": "a", "attribute": "website", "verdict": "%s"}]}
                      """
                          .formatted(verdict))));
    }
    assertThat(get(BATCH + "/decisions", id).json().path("items").size()).isEqualTo(1);
    get(BATCH + "/results", id + "?format=json");
  }

  @Test
  void theLifeOfABatchInTheNewerWordsIsAsDocumented() {
    String batches = "/v1" + BATCHES;
    String batch = "/v1" + BATCH;
    String body =
        """
        {"batch_id": "documented", "kick_off_jobs_now": false, "jobs": [
          {"place_id": "a", "inputs": {"name": "Cafe", "latitude": 40.7128, "longitude": -74.006}},
          {"place_id": "b", "inputs": {"name": "Nowhere"}}]}
        """;
    assertThat(post(batches, "", body).status()).isEqualTo(200);
    get("/{org}/place_enrichment/jobs", "?batchId=documented");
    post(batch + "/reprocess", "documented", "");
    server.awaitEnd("documented");
    Answer ended = get(batch, "documented?enrichments=websites");
    asDocumented(
        "get",
        batch,
        request(batch, "documented").header("If-None-Match", ended.header("etag")).GET());
    Answer jobs = get("/{org}/place_enrichment/jobs", "?batchId=documented");
    assertThat(jobs.json().path("jobs").size()).isEqualTo(2);
    get("/{org}/place_enrichment/jobs", "?groupBy=day");
    assertThat(get(batches, "?query=documented").json().path("total").asInt()).isEqualTo(1);
    HttpRequest.Builder change =
        request(BATCH, "documented")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"refresh\": true}"));
    assertThat(asDocumented("put", BATCH, change).status()).isEqualTo(200);
    post(BATCHES + "/refresh", "", "{\"batch_ids\": [\"documented\"], \"refresh\": false}");
    asDocumented("delete", batch, request(batch, "documented").DELETE());
    assertThat(get(batch, "documented").status()).isEqualTo(404);
  }

  @Test
  void theLifeOfAWebhookIsAsDocumented() {
    String webhooks = "/{org}/place_enrichment/webhooks";
    String webhook = webhooks + "/{webhook_id}";
    String id =
        post(webhooks, "", "{\"url\": \"https://example.com/hook\"}")
            .json()
            .path("webhook_id")
            .asString();
    get(webhooks, "");
    get(webhook, id);
    post(webhook + "/rotate", id, "{}");
    get(webhook + "/deliveries", id);
    asDocumented("delete", webhook, request(webhook, id).DELETE());
    assertThat(get(webhook, id).status()).isEqualTo(404);
    assertThat(post(webhooks, "", "{}").status()).isEqualTo(400);
  }

  @Test
  void whatIsUploadedIsAsDocumented() {
    String list = "id,name,city\na,Cafe,Rome\nb,Bar,Rome,x\n";
    assertThat(upload("", list).json().at("/errors/0/row").asInt()).isEqualTo(2);
    assertThat(upload("?on_invalid=skip", list).status()).isEqualTo(202);
    assertThat(upload("?dry_run=true", list).json().path("accepted").asBoolean()).isFalse();
    assertThat(post(BATCHES, "?dry_run=true", "{\"places\": [{}]}").status()).isEqualTo(200);
    assertThat(upload("", "shop\nCafe\n").status()).isEqualTo(400);
  }

  private static Answer upload(String query, String list) {
    return asDocumented(
        "post",
        BATCHES,
        request(BATCHES, query)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(list)));
  }

  @Test
  void theLifeOfAnExportIsAsDocumented() {
    String exports = "/{org}/place_enrichment/exports";
    String batch = server.submit("Cafe");
    server.awaitEnd(batch);
    String body = "{\"batch_ids\": [\"%s\"]}".formatted(batch);
    assertThat(post(exports, "", body).status()).isEqualTo(200);
    Answer accepted =
        asDocumented(
            "post",
            exports,
            request(exports, "")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body)));
    String id = accepted.json().path("id").asString();
    Answer now = get(exports + "/{export_id}", id);
    while (!now.json().path("status").asString().equals("completed")) {
      now = get(exports + "/{export_id}", id);
    }
    assertThat(get(exports + "/{export_id}/download", id).text()).startsWith("batch_id,");
    assertThat(get(exports, "?limit=1").status()).isEqualTo(200);
    assertThat(get(exports + "/{export_id}", "export_7").status()).isEqualTo(404);
    assertThat(post(exports, "", "{}").status()).isEqualTo(400);
  }

  @Test
  void theLifeOfAKeyIsAsDocumented() {
    String keys = "/{org}/place_enrichment/keys";
    String key = keys + "/{key_id}";
    String id = post(keys, "", "{\"name\": \"nightly\"}").json().path("key_id").asString();
    get(keys, "");
    get(key, id);
    post(key + "/rotate", id, "{}");
    assertThat(post(key + "/rotate", id, "{}").status()).isEqualTo(409);
    asDocumented("delete", key, request(key, id).DELETE());
    assertThat(get(key, "0").status()).isEqualTo(404);
    assertThat(post(keys, "", "{\"scopes\": 1}").status()).isEqualTo(400);
    assertThat(get("/{org}/place_enrichment/audit", "?limit=1").json().path("items").size())
        .isEqualTo(1);
    String usage = "/{org}/place_enrichment/usage";
    assertThat(get(usage, "").status()).isEqualTo(200);
    assertThat(get(usage, "?from=yesterday").status()).isEqualTo(400);
    HttpRequest.Builder reading =
        request(keys, "")
            .setHeader("Authorization", "Bearer " + server.keyWith(Scope.BATCHES_READ));
    assertThat(asDocumented("get", keys, reading.GET()).status()).isEqualTo(403);
  }

  @Test
  void theLifeOfADatasetIsAsDocumented() {
    String datasets = "/{org}/place_enrichment/datasets";
    String imports = datasets + "/imports";
    HttpRequest.Builder file =
        request(imports, "?file=stores.csv")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofString("id,name,city\n1,Cafe,Rome\n2,,Rome\n"));
    Answer begun = asDocumented("post", imports, file);
    assertThat(begun.status()).isEqualTo(202);
    String id = begun.json().path("import_id").asString();
    Answer now = get(imports + "/{import_id}", id);
    while (now.json().path("state").asString().equals("running")) {
      now = get(imports + "/{import_id}", id);
    }
    assertThat(now.json().path("left_out").size()).isEqualTo(1);
    assertThat(get(imports, "").json().path("items").size()).isEqualTo(1);
    assertThat(get(datasets, "").json().at("/items/0/dataset").asString()).isEqualTo("stores");
    assertThat(post(imports, "", "{}").status()).isEqualTo(400);
    assertThat(post(imports, "", "{\"path\": \"a.csv\"}").status()).isEqualTo(403);
    assertThat(get(imports + "/{import_id}", "import_7").status()).isEqualTo(404);
    asDocumented(
        "delete", datasets + "/{dataset}", request(datasets + "/{dataset}", "stores").DELETE());
    Answer again =
        asDocumented(
            "delete", datasets + "/{dataset}", request(datasets + "/{dataset}", "stores").DELETE());
    assertThat(again.status()).isEqualTo(404);
  }

  @Test
  void theLifeOfASingleJobIsAsDocumented() {
    String jobs = "/{org}/place_enrichment/jobs";
    String job = jobs + "/{place_id}";
    String body =
        """
        {"place_id": "s", "inputs": {"name": "Cafe", "latitude": 40.7128, "longitude": -74.006}}
        """;
    assertThat(post("/{org}/place_enrichment/enrich", "", body).status()).isEqualTo(200);
    post(jobs + "/reprocess", "", "{\"place_ids\": [\"s\"]}");
    assertThat(post(jobs, "", body).status()).isEqualTo(202);
    get(job, "s");
    get("/{org}/place_enrichment/attributes", "");
    asDocumented("delete", job, request(job, "s").DELETE());
    assertThat(get(job, "s").status()).isEqualTo(404);
    assertThat(post("/{org}/place_enrichment/enrich", "", "{}").status()).isEqualTo(400);
  }

  @Test
  void whatIsRefusedIsAsDocumented() {
    assertThat(post(BATCHES, "", "{\"places\": [{}]}").status()).isEqualTo(400);
    assertThat(post(BATCHES, "", "{").status()).isEqualTo(400);
    assertThat(get(BATCHES, "?limit=0").status()).isEqualTo(400);
    assertThat(get(BATCH, "batch_7").status()).isEqualTo(404);
    HttpRequest.Builder strange = request(BATCHES, "").setHeader("Authorization", "Bearer x").GET();
    assertThat(asDocumented("get", BATCHES, strange).status()).isEqualTo(401);
    HttpRequest.Builder xml = request(BATCHES, "").header("Accept", "text/xml").GET();
    assertThat(asDocumented("get", BATCHES, xml).status()).isEqualTo(406);
    HttpRequest.Builder text =
        request(BATCHES, "")
            .header("Content-Type", "text/xml")
            .POST(BodyPublishers.ofString("<places/>"));
    assertThat(asDocumented("post", BATCHES, text).status()).isEqualTo(415);
  }

  @Test
  void whatAnybodyMayAskForIsAsDocumented() {
    for (String path :
        List.of(
            "/livez",
            "/",
            "/readyz",
            "/metrics",
            "/openapi.json",
            "/openapi.yaml",
            "/docs",
            "/problems")) {
      assertThat(get(path, "").status()).isEqualTo(200);
    }
    assertThat(get("/{org}/place_enrichment/health", "").status()).isEqualTo(200);
    post("/{org}/place_enrichment/pause", "", "");
    String id = server.submit("Cafe");
    for (String what : List.of("/pause", "/resume")) {
      assertThat(post(BATCH + what, id, "").status()).isEqualTo(200);
    }
    server.post("/" + id + "/cancel", "");
    assertThat(post(BATCH + "/pause", id, "").status()).isEqualTo(409);
    assertThat(post("/{org}/place_enrichment/resume", "", "").json().path("paused").asBoolean())
        .isFalse();
  }
}
