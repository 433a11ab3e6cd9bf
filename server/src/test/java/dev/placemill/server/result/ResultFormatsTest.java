package dev.placemill.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The results of one batch in each form, over real HTTP.
class ResultFormatsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final JsonMapper JSON = JsonMapper.shared();

  // In slices of two, so that reading goes over their borders.
  private static final String PLACES =
      """
      {"batch_name": "stores", "attributes": ["website", "phone"], "places": [
        {"place_id": "a", "inputs": {"name": "=Cafe, \\"Central\\"", "latitude": 40.7128, "longitude": -74.0060123456,
          "phone": "+1 212", "address": {"street": "Broadway", "postalCode": "00501"}}},
        {"place_id": "b", "inputs": {"name": "Zwei\\nZeilen Ö", "address": "Ring 1, Wien"}},
        {"place_id": "c", "inputs": {"name": "Nowhere"}},
        {"place_id": "d", "attributes": ["email"], "inputs": {"name": "D", "wkt_geometry": "POINT(2.5 1.5)", "type": "cafe"}},
        {"place_id": "e", "inputs": {"name": "E", "city": "Bonn", "opening_hours": {"monday": "9-5"}}},
        {"place_id": "f", "inputs": {"latitude": -33.5, "longitude": -70.25}}]}
      """;

  private static TestServer server;
  private static String id;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(), Map.of("batch.slice-size", "2"), FakeSource.knowingAll());
    id = server.post("", PLACES).json().path("batch_id").asString();
    server.awaitEnd(id);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer results(String query) {
    return server.get("/" + id + "/results" + query);
  }

  private static Answer accepting(String path, String accept) {
    return server.send(
        server
            .request("/acme/place_enrichment/batches/" + id + path)
            .header("Accept", accept)
            .GET());
  }

  private static List<NamedCsvRecord> rows(Answer csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv.text()).stream().toList();
  }

  @Test
  void jsonHasTheItemsOfTheBatchAsTheyAre() {
    String whole = server.get("/" + id).text();
    String items = whole.substring(whole.indexOf("\"results\":["));
    assertThat(results("").text()).isEqualTo("{\"batch_id\":\"" + id + "\"," + items);
    assertThat(results("").header("content-type")).isEqualTo("application/json");
    assertThat(results("").header("vary")).contains("Accept");
    assertThat(server.get("/" + id + "?format=json").text()).isEqualTo(whole);
  }

  @Test
  void ndjsonHasOneItemALine() {
    Answer answer = results("?format=ndjson");
    JsonNode items = server.get("/" + id).json().path("results");
    List<String> lines = List.of(answer.text().split("\n", -1));
    assertThat(lines).hasSize(7);
    for (int i = 0; i < 6; i++) {
      assertThat(JSON.readTree(lines.get(i))).isEqualTo(items.get(i));
    }
    assertThat(lines.getLast()).isEmpty();
    assertThat(answer.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(answer.header("content-disposition"))
        .isEqualTo("attachment; filename=\"" + id + ".ndjson\"");
  }

  @Test
  void csvHasTheInputsFirstAndColumnsForTheAttributesAskedForAlone() {
    Answer answer = results("?format=csv");
    assertThat(answer.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    List<NamedCsvRecord> rows = rows(answer);
    assertThat(rows.stream().map(row -> row.getField("place_id")))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(rows.getFirst().getHeader())
        .startsWith("place_id", "input_name", "input_latitude", "input_longitude")
        .containsSubsequence("input_opening_hours", "status", "error_code", "website", "phone")
        .contains("website_confidence", "website_status", "website_reasoning", "phone_national")
        .as("what one place asks for itself")
        .contains("email")
        .doesNotContain("open_closed_status", "city");
    NamedCsvRecord first = rows.getFirst();
    assertThat(first.getField("input_name")).isEqualTo("=Cafe, \"Central\"");
    assertThat(first.getField("input_longitude")).isEqualTo("-74.0060123456");
    assertThat(first.getField("input_postalCode")).isEqualTo("00501");
    assertThat(first.getField("input_phone")).isEqualTo("+1 212");
    assertThat(first.getField("status")).isEqualTo("completed");
    assertThat(first.getField("website")).isEqualTo("https://example.org");
    assertThat(first.getField("website_status")).isEqualTo("added");
    assertThat(first.getField("attempts")).isEqualTo("1");
    assertThat(rows.get(1).getField("input_name")).isEqualTo("Zwei\nZeilen Ö");
    assertThat(rows.get(1).getField("input_full_address")).isEqualTo("Ring 1, Wien");
    assertThat(rows.get(2).getField("error_code")).isEqualTo("not_locatable");
    assertThat(rows.get(3).getField("input_category")).isEqualTo("cafe");
    assertThat(rows.get(4).getField("input_opening_hours")).isEqualTo("monday 9-5");
    assertThat(answer.text().lines().count()).isGreaterThan(5);
    assertThat(answer.text()).endsWith("\r\n");
  }

  @Test
  void theDialectOfSpreadsheetsGuardsFormulasAndHarmsNoNumber() {
    String text = results("?format=csv&csv=excel").text();
    assertThat(text).startsWith("\uFEFFplace_id,");
    assertThat(text)
        .contains("\r\na,\"'=Cafe, \"\"Central\"\"\",40.7128,-74.0060123456,")
        .contains(",+1 212,");
    assertThat(results("?format=csv&csv=rfc4180").text()).isEqualTo(results("?format=csv").text());
  }

  @Test
  void geoJsonHasAFeatureForEachPlaceAndNoGeometryWhereThereIsNone() {
    Answer answer = results("?format=geojson");
    assertThat(answer.header("content-type")).isEqualTo("application/geo+json");
    JsonNode collection = answer.json();
    assertThat(collection.path("type").asString()).isEqualTo("FeatureCollection");
    JsonNode features = collection.path("features");
    assertThat(features.valueStream().map(feature -> feature.path("id").asString()))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(features.at("/5/geometry/coordinates").toString()).isEqualTo("[-70.25,-33.5]");
    assertThat(features.at("/0/geometry").toString())
        .isEqualTo("{\"type\":\"Point\",\"coordinates\":[-74.0060123,40.7128]}");
    assertThat(features.at("/1/geometry").isNull()).isTrue();
    assertThat(features.at("/2/geometry").isNull()).isTrue();
    assertThat(features.at("/3/geometry/coordinates").toString()).isEqualTo("[2.5,1.5]");
    JsonNode properties = features.at("/0/properties");
    assertThat(properties.path("website").asString()).isEqualTo("https://example.org");
    assertThat(properties.path("attempts").isNumber()).isTrue();
    assertThat(properties.has("error_code")).isFalse();
  }

  @Test
  void geoParquetHasTypedColumnsAndPointsAndSaysSoInItsMetadata() throws Exception {
    HttpResponse<byte[]> answer = bytes("?format=geoparquet");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/vnd.apache.parquet");
    try (ParquetFileReader file =
        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(answer.body())))) {
      JsonNode geo = JSON.readTree(file.getFileMetaData().keyValueMetadata().get("geo"));
      assertThat(geo.path("version").asString()).isEqualTo("1.1.0");
      assertThat(geo.path("primary_column").asString()).isEqualTo("geometry");
      assertThat(geo.at("/columns/geometry/encoding").asString()).isEqualTo("WKB");
      assertThat(geo.at("/columns/geometry/geometry_types").toString()).isEqualTo("[\"Point\"]");
      assertThat(geo.at("/columns/geometry/bbox").toString())
          .isEqualTo("[-74.0060123456,-33.5,2.5,40.7128]");
      RowReader rows = file.rowReader();
      rows.next();
      assertThat(rows.getString("place_id")).isEqualTo("a");
      assertThat(rows.getDouble("input_latitude")).isEqualTo(40.7128);
      assertThat(rows.getLong("attempts")).isEqualTo(1);
      assertThat(rows.getString("website")).isEqualTo("https://example.org");
      assertThat(rows.isNull("error_code")).isTrue();
      ByteBuffer point = ByteBuffer.wrap(rows.getBinary("geometry")).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(point.get()).isEqualTo((byte) 1);
      assertThat(point.getInt()).isEqualTo(1);
      assertThat(point.getDouble()).isEqualTo(-74.0060123456);
      assertThat(point.getDouble()).isEqualTo(40.7128);
      rows.next();
      assertThat(rows.isNull("geometry")).isTrue();
    }
  }

  @Test
  void aSpreadsheetHasTypedCellsAndNoFormulas() throws Exception {
    HttpResponse<byte[]> answer = bytes("?format=xlsx");
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"" + id + ".xlsx\"");
    String sheet = part(answer.body(), "xl/worksheets/sheet1.xml");
    assertThat(sheet)
        .contains("<t>=Cafe, &quot;Central&quot;</t>")
        .contains("<v>40.7128</v>")
        .contains("<t>00501</t>")
        .contains("<t>+1 212</t>")
        .doesNotContain("<f>");
    assertThat(sheet.split("<row ", -1)).hasSize(1 + 1 + 6);
    assertThat(part(answer.body(), "xl/workbook.xml")).contains("name=\"results\"");
  }

  private static String part(byte[] bytes, String name) throws IOException {
    Path file = Files.createTempFile("results", ".xlsx");
    Files.write(file, bytes);
    try (var parts = new ZipFile(file.toFile())) {
      return new String(
          parts.getInputStream(parts.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      Files.delete(file);
    }
  }

  private static HttpResponse<byte[]> bytes(String query) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          server.request("/acme/place_enrichment/batches/" + id + "/results" + query).GET().build(),
          BodyHandlers.ofByteArray());
    }
  }

  @Test
  void theFormIsTheOneAcceptedAndTheQueryGoesBeforeTheHeader() {
    assertThat(accepting("/results", "text/csv").text()).isEqualTo(results("?format=csv").text());
    assertThat(accepting("", "text/csv").text()).isEqualTo(results("?format=csv").text());
    assertThat(accepting("", "application/json;q=0.2, application/geo+json").text())
        .isEqualTo(results("?format=geojson").text());
    assertThat(accepting("?format=ndjson", "application/json").text())
        .isEqualTo(results("?format=ndjson").text());
    assertThat(accepting("", "text/html, */*;q=0.1").text()).isEqualTo(server.get("/" + id).text());
    Answer refused = accepting("/results", "application/pdf");
    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.json().path("detail").asString()).contains("text/csv");
    Answer unknown = results("?format=pdf");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().path("detail").asString())
        .contains("ndjson, csv, geojson, geoparquet, xlsx")
        .contains("\"pdf\"");
    assertThat(results("?format=ndjson&csv=excel").status()).isEqualTo(400);
    assertThat(results("?format=csv&csv=tabs").json().path("detail").asString())
        .contains("rfc4180, excel");
    assertThat(server.get("/batch_7/results?format=csv").status()).isEqualTo(404);
  }

  @Test
  void theHeadAloneTellsTheLength() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var head =
          client.send(
              server
                  .request("/acme/place_enrichment/batches/" + id + "/results?format=csv")
                  .HEAD()
                  .build(),
              BodyHandlers.discarding());
      assertThat(head.headers().firstValueAsLong("content-length").orElseThrow())
          .isEqualTo(results("?format=csv").text().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void whoKnowsTheResultsIsToldThatNothingHasChanged() {
    String own = server.submit("Cafe", "Bar");
    server.awaitEnd(own);
    String csv = "/" + own + "/results?format=csv";
    String tag = server.get(csv).header("etag");
    assertThat(tag).startsWith("W/\"").isEqualTo(server.get(csv).header("etag"));
    Answer again = knowing(csv, tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.header("etag")).isEqualTo(tag);
    for (String other : List.of("&csv=excel", "&status=failed", "&limit=1")) {
      assertThat(knowing(csv + other, tag).status()).as(other).isEqualTo(200);
      String its = server.get(csv + other).header("etag");
      assertThat(knowing(csv + other, its).status()).as(other).isEqualTo(304);
    }
    assertThat(knowing("/" + own + "?format=xlsx", tag).status()).isEqualTo(200);
    server.post("/" + own + "/reprocess", "{\"place_ids\": [\"p1\"]}");
    assertThat(knowing(csv, tag).status()).isEqualTo(200);
    server.awaitEnd(own);
    assertThat(knowing(csv, tag).status()).isEqualTo(200);
  }

  private static Answer knowing(String path, String tag) {
    return server.send(
        server.request("/acme/place_enrichment/batches" + path).header("If-None-Match", tag).GET());
  }
}
