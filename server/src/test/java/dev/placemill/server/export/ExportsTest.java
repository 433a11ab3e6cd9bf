package dev.placemill.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.placemill.config.ConfigReader;
import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Exports over real HTTP, on a real database.
class ExportsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String EXPORTS = "/acme/place_enrichment/exports";

  private static TestServer server;
  private static EngineClock clock;
  private static String one;
  private static String two;

  @BeforeAll
  static void start() {
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "2", "export.inline-places", "4"),
            FakeSource.knowingAll());
    one =
        submitted(
            """
            {"batch_name": "one", "attributes": ["website", "phone", "name"], "places": [
              {"place_id": "a", "inputs": {"name": "A", "latitude": 1, "longitude": 2, "website": "http://old.example"}},
              {"place_id": "b", "inputs": {"name": "Nowhere"}},
              {"place_id": "c", "inputs": {"name": "C", "city": "Bonn"}}]}
            """);
    two = submitted(TestServer.batchOf("D", "E"));
  }

  private static String submitted(String batch) {
    String id = server.post("", batch).json().path("batch_id").asString();
    server.awaitEnd(id);
    return id;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer export(String accept, Map<String, String> headers, String... batches) {
    var request =
        server
            .request(EXPORTS)
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(
                BodyPublishers.ofString(
                    "{\"batch_ids\": [\"%s\"]}".formatted(String.join("\",\"", batches))));
    headers.forEach(request::header);
    return server.send(request);
  }

  private static Answer get(String path) {
    return server.send(server.request(path).GET());
  }

  private static JsonNode awaitCompleted(JsonNode export) {
    long giveUpAt = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    JsonNode now = export;
    while (!now.path("status").asString().equals("completed") && System.nanoTime() < giveUpAt) {
      now = get(export.path("status_url").asString()).json();
    }
    assertThat(now.path("status").asString()).isEqualTo("completed");
    return now;
  }

  private static List<NamedCsvRecord> rows(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  @Test
  void fewPlacesAreExportedAtOnceWithWhatWasSentBesideWhatWasFound() {
    Answer answer = export("*/*", Map.of(), one);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/csv");
    List<NamedCsvRecord> rows = rows(answer.text());
    assertThat(rows.getFirst().getHeader())
        .startsWith("batch_id", "batch_name", "place_id", "status")
        .contains("website_original", "website_enriched", "website_status")
        .contains("website_confidence", "website_reasoning", "name_original")
        .as("a column that is blank in every row")
        .doesNotContain("phone_enriched", "phone_original")
        .as("what was not asked for")
        .doesNotContain("city_enriched");
    NamedCsvRecord first = rows.getFirst();
    assertThat(first.getField("batch_id")).isEqualTo(one);
    assertThat(first.getField("batch_name")).isEqualTo("one");
    assertThat(first.getField("place_id")).isEqualTo("a");
    assertThat(first.getField("website_original")).isEqualTo("http://old.example");
    assertThat(first.getField("website_enriched")).isEqualTo("https://example.org");
    assertThat(first.getField("website_status")).isEqualTo("corrected");
    assertThat(rows.get(1).getField("status")).isEqualTo("failed");
    assertThat(rows).hasSize(3);
  }

  @Test
  void manyPlacesAreExportedInTheBackgroundAndDownloadedUntilTheFileExpires() {
    Answer accepted = export("text/csv", Map.of(), one, two);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.json().path("batch_names").path(one).asString()).isEqualTo("one");
    assertThat(accepted.header("location"))
        .isEqualTo(accepted.json().path("status_url").asString());
    JsonNode completed = awaitCompleted(accepted.json());
    assertThat(completed.at("/metadata/rows_exported").asInt()).isEqualTo(5);
    String download = completed.path("download_url").asString();
    Answer file = get(download);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("content-disposition")).contains(completed.path("id").asString());
    assertThat(file.text().getBytes(StandardCharsets.UTF_8))
        .hasSize(completed.at("/metadata/bytes").asInt());
    assertThat(rows(file.text()).stream().map(row -> row.getField("place_id")))
        .containsExactly("a", "b", "c", "p0", "p1");

    clock.passes(Duration.ofDays(8));
    Answer expired = get(download);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.json().path("code").asString()).isEqualTo("export_expired");
    JsonNode later = get(completed.path("status_url").asString()).json();
    assertThat(later.path("status").asString()).isEqualTo("expired");
    assertThat(later.path("expired").asBoolean()).isTrue();
    assertThat(later.path("download_url").isNull()).isTrue();
    work().dropOld();
    assertThat(parts(completed)).isZero();
  }

  private static int parts(JsonNode export) {
    return DATABASE
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT count(*) FROM export_part WHERE export_id = :id")
                .bind("id", Export.id(export.path("id").asString()))
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void aClientThatWantsNoFileOrNotNowGetsItInTheBackground() {
    assertThat(export("application/json", Map.of(), two).status()).isEqualTo(202);
    Answer later = export("*/*", Map.of("Prefer", "respond-async"), two);
    assertThat(later.status()).isEqualTo(202);
    assertThat(later.header("preference-applied")).isEqualTo("respond-async");
  }

  @Test
  void theSameKeyIsTheSameExportAndForOtherBatchesRefused() {
    Map<String, String> key = Map.of("Idempotency-Key", "monday");
    Answer first = export("application/json", key, one, two);
    Answer again = export("application/json", key, one, two);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(again.header("idempotent-replayed")).isEqualTo("true");
    Answer other = export("application/json", key, two);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().path("code").asString()).isEqualTo("export_key_reused");
  }

  @Test
  void exportsAreListedInPagesNewestFirst() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.addFirst(export("application/json", Map.of(), one).json().path("id").asString());
    }
    List<String> listed = new ArrayList<>();
    String query = "?limit=2";
    do {
      JsonNode page = get(EXPORTS + query).json();
      page.path("exports").forEach(export -> listed.add(export.path("id").asString()));
      assertThat(page.path("exports").size()).isLessThanOrEqualTo(2);
      query =
          page.path("next_cursor").isNull()
              ? null
              : "?limit=2&cursor=" + page.path("next_cursor").asString();
    } while (query != null);
    assertThat(listed).startsWith(made.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(get(EXPORTS + "?status=failed").json().path("exports").isArray()).isTrue();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(get(EXPORTS + "?cursor=abc").json().path("detail").asString())
        .contains("next_cursor");
    assertThat(get(EXPORTS + "?status=done").json().path("detail").asString())
        .contains("queued, running");
    assertThat(get(EXPORTS + "?limit=201").status()).isEqualTo(400);
    assertThat(get(EXPORTS + "/export_7").json().path("code").asString())
        .isEqualTo("export_not_found");
    assertThat(export("*/*", Map.of(), "batch_7").status()).isEqualTo(404);
    assertThat(export("*/*", Map.of(), one, one).json().at("/errors/0/pointer").asString())
        .isEqualTo("#/batch_ids/1");
    assertThat(export("*/*", Map.of("Idempotency-Key", "a b"), one).status()).isEqualTo(400);
    assertThat(server.send(server.request(EXPORTS).POST(BodyPublishers.ofString("{}"))).status())
        .isEqualTo(400);
    assertThat(server.send(server.request(EXPORTS).POST(BodyPublishers.ofString("{"))).status())
        .isEqualTo(400);
    String other = server.keyOf("other");
    String id = export("application/json", Map.of(), two).json().path("id").asString();
    assertThat(
            server
                .send(
                    server
                        .request("/other/place_enrichment/exports/" + id)
                        .setHeader("Authorization", "Bearer " + other)
                        .GET())
                .status())
        .isEqualTo(404);
  }

  private static ExportWork work() {
    var defaults = ConfigReader.ofDefaults();
    var results = new BatchResults(DATABASE.database(), BatchLimits.read(defaults));
    return new ExportWork(
        new ExportStore(DATABASE.database()),
        results,
        ExportConfig.read(defaults),
        Duration.ofDays(30));
  }
}
