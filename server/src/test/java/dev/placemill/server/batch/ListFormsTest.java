package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Lists as a person chooses them in the console: looked at first, in part or in whole, in whatever
/// form they are.
class ListFormsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String GEOJSON = "application/geo+json";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of(
                "batch.max-places", "20",
                "batch.max-jobs", "60",
                "http.max-body", "16kB",
                "http.max-upload", "64kB"),
            FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String query, String type, byte[] body) {
    return server.send(
        server
            .request(BATCHES + query)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer csv(String query, String body) {
    return send(query, "text/csv", body.getBytes(UTF_8));
  }

  private static JsonNode look(String query, String type, byte[] body) {
    Answer answer = send("?dry_run=true" + query, type, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static String stores(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "%03d,Store %d,Rome\n".formatted(i, i))
        .collect(Collectors.joining("", "id,name,city\n", ""));
  }

  @Test
  void aListIsAsManyBatchesAsItsSenderWants() {
    Answer usual = csv("", stores(50));
    assertThat(usual.json().at("/upload/batch_ids")).hasSize(3);
    Answer one = csv("?max_places=50", stores(50));
    assertThat(one.json().at("/upload/batch_ids")).hasSize(1);
    assertThat(one.json().path("total_count").asInt()).isEqualTo(50);
    JsonNode ended = server.awaitEnd(one.json().path("batch_id").asString());
    assertThat(ended.path("results")).hasSize(50);
    assertThat(csv("?max_places=7", stores(50)).json().at("/upload/batch_ids")).hasSize(8);
    assertThat(
            look("&max_places=60", "text/csv", stores(50).getBytes(UTF_8)).path("batches").asInt())
        .isEqualTo(1);
  }

  @Test
  void onlyTheFirstRowsAreTakenWhereThatIsAskedFor() {
    String list = "id,name,city\na,A,Rome\n,,\nb,B,Rome\nc,C,Rome\n";
    Answer some = csv("?first=2", list);
    assertThat(some.json().at("/upload/rows").asInt()).isEqualTo(2);
    JsonNode results = server.awaitEnd(some.json().path("batch_id").asString()).path("results");
    assertThat(results.valueStream().map(item -> item.path("place_id").asString()))
        .containsExactly("a", "b");
    assertThat(look("&first=1", "text/csv", list.getBytes(UTF_8)).path("rows").asInt())
        .isEqualTo(1);
    String broken = "id,name,city\na,A,Rome\na,A,Rome\n";
    assertThat(csv("?first=1", broken).status()).isEqualTo(202);
    assertThat(csv("", broken).status()).isEqualTo(400);
    assertThat(
            look(
                    "&first=1",
                    "application/x-ndjson",
                    "{\"place_id\":\"a\",\"inputs\":{\"name\":\"A\"}}\n{".getBytes(UTF_8))
                .path("accepted")
                .asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_places=0", "max_places=61", "max_places=all", "first=0", "first=-1"})
  void aNumberThatCannotBeIsNamed(String query) {
    Answer answer = csv("?" + query, stores(1));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains(query.split("=", 2)[0]);
  }

  @Test
  void aLookShowsColumnsAndTheFirstRowsAndWhatIsMissing() {
    byte[] list = ("Outlet; Where ;Boss\n" + "A;Rome;Ann\n".repeat(12)).getBytes(UTF_8);
    JsonNode table = look("", "text/csv", list).path("table");
    assertThat(texts(table.path("headers"))).containsExactly("Outlet", "Where", "Boss");
    assertThat(table.path("sample")).hasSize(10);
    assertThat(texts(table.at("/sample/9"))).containsExactly("A", "Rome", "Ann");
    assertThat(texts(table.path("missing"))).containsExactly("name", "location");

    JsonNode unknown = look("", "text/csv", list);
    assertThat(unknown.path("accepted").asBoolean()).isFalse();
    assertThat(unknown.path("rows").asInt()).isEqualTo(12);
    assertThat(unknown.path("places").asInt()).isZero();
    assertThat(csv("", new String(list, UTF_8)).json().path("code").asString())
        .isEqualTo("unusable_list");
    JsonNode chosen = look("&column=name=Outlet&column=city=Where", "text/csv", list);
    assertThat(chosen.path("accepted").asBoolean()).isTrue();
    assertThat(chosen.at("/table/missing")).isEmpty();
    assertThat(chosen.path("places").asInt()).isEqualTo(12);
  }

  private static long filesOfUploads() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("placemill-upload-"))
          .count();
    }
  }

  @Test
  void aListThatIsLargerThanOtherBodiesIsReadFromDiskAndLeavesNothingThere() throws IOException {
    long before = filesOfUploads();
    String list = stores(50) + "x,Rest,Rome,%s\n".formatted("y".repeat(40_000));
    byte[] large = list.replace("id,name,city", "id,name,city,note").getBytes(UTF_8);
    assertThat(look("&max_places=60", "text/csv", large).path("places").asInt()).isEqualTo(51);
    Answer created = send("?max_places=60", "text/csv", large);
    assertThat(created.status()).as(created.text()).isEqualTo(202);
    assertThat(created.json().path("total_count").asInt()).isEqualTo(51);
    byte[] lines =
        "{\"place_id\": \"a\", \"inputs\": {\"name\": \"A\", \"city\": \"%s\"}}\n"
            .formatted("y".repeat(20_000))
            .getBytes(UTF_8);
    assertThat(look("", "application/x-ndjson", lines).path("places").asInt()).isEqualTo(1);
    assertThat(filesOfUploads()).isEqualTo(before);
  }

  @Test
  void evenAListMayOnlyBeSoLargeAndOtherBodiesStaySmaller() {
    byte[] tooLarge = (stores(1) + "x".repeat(70_000)).getBytes(UTF_8);
    Answer refused = send("", "text/csv", tooLarge);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().path("detail").asString()).contains("65,536 bytes", "in parts");
    byte[] json = ("{\"places\": []" + " ".repeat(20_000) + "}").getBytes(UTF_8);
    assertThat(send("", "application/json", json).status()).isEqualTo(413);
    assertThat(send("?dry_run=true", "application/json", json).status()).isEqualTo(413);
  }

  private interface Filling {
    void fill(Workbook workbook);
  }

  private static byte[] workbook(Filling filling) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "test", "1.0")) {
      filling.fill(workbook);
    }
    return bytes.toByteArray();
  }

  private static void row(Worksheet sheet, int row, String... cells) {
    for (int column = 0; column < cells.length; column++) {
      if (!cells[column].isEmpty()) {
        sheet.value(row, column, cells[column]);
      }
    }
  }

  @Test
  void aWorkbookIsReadAsAPersonSeesIt() throws IOException {
    byte[] list =
        workbook(workbook -> {
          row(workbook.newWorksheet("Notes"), 0, "nothing to see");
          Worksheet sheet = workbook.newWorksheet("Stores & more");
          row(sheet, 1, "Store ID", "Name", "Lat", "Lng", "Zip", "Opened", "Open", "Seats");
          row(sheet, 2, "007", "Café <Zürich>");
          sheet.value(2, 2, 47.3769);
          sheet.value(2, 3, 0.1 + 0.2);
          sheet.value(2, 4, 1234);
          sheet.style(2, 4).format("00000").set();
          sheet.value(2, 5, LocalDate.of(2021, 3, 4));
          sheet.style(2, 5).format("dd.mm.yyyy").set();
          sheet.value(2, 6, true);
          sheet.value(2, 7, 1_200_000);
          row(sheet, 5, "", "No id", "", "", "10115");
          sheet.value(5, 5, LocalDateTime.of(2021, 3, 4, 17, 30));
          sheet.style(5, 5).format("yyyy-mm-dd hh:mm").set();
          sheet.formula(5, 7, "1+1");
        });
    JsonNode table = look("&sheet=Stores%20%26%20more", XLSX, list).path("table");
    assertThat(texts(table.path("sheets"))).containsExactly("Notes", "Stores & more");
    assertThat(table.path("sheet").asString()).isEqualTo("Stores & more");
    assertThat(table.path("charset").isMissingNode()).isTrue();
    assertThat(texts(table.at("/sample/0")))
        .containsExactly(
            "007", "Café <Zürich>", "47.3769", "0.3", "01234", "2021-03-04", "true", "1200000");
    assertThat(texts(table.at("/sample/1")))
        .containsExactly("", "No id", "", "", "10115", "2021-03-04T17:30", "", "");
    assertThat(table.at("/columns/postal_code").asString()).isEqualTo("Zip");

    Answer created = send("?sheet=Stores%20%26%20more", XLSX, list);
    assertThat(created.status()).as(created.text()).isEqualTo(202);
    JsonNode ended = server.awaitEnd(created.json().path("batch_id").asString());
    assertThat(ended.path("results").valueStream().map(item -> item.path("place_id").asString()))
        .containsExactly("007", "2");
    assertThat(look("", XLSX, list).at("/table/sheet").asString()).isEqualTo("Stores & more");
    assertThat(send("?sheet=Notes", XLSX, list).text()).contains("holds a header but no rows");
    assertThat(send("?sheet=Shops", XLSX, list).json().path("detail").asString())
        .contains("no sheet \"Shops\"", "\"Notes\", \"Stores & more\"");
  }

  private static byte[] archive(Map<String, String> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] bookOf(String sheet) throws IOException {
    return archive(
        Map.of(
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='A' r:id='r1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Target='worksheets/s.xml'/></Relationships>",
            "xl/worksheets/s.xml",
            sheet));
  }

  private static String inline(String cells) {
    return "<worksheet><sheetData><row>"
        + Stream.of(cells.split(",", -1))
            .map("<c t='inlineStr'><is><t>%s</t></is></c>"::formatted)
            .collect(Collectors.joining())
        + "</row>";
  }

  @Test
  void aWorkbookThatIsNoneOrHoldsTooMuchIsRefused() throws IOException {
    String row = inline("name,city");
    Map<String, byte[]> lists = new LinkedHashMap<>();
    lists.put("is no Excel workbook", "name,city\nA,Rome\n".getBytes(UTF_8));
    lists.put("no Excel workbook", archive(Map.of("mimetype", "x")));
    lists.put("holds no rows", bookOf("<worksheet/>"));
    lists.put("a header but no rows", bookOf(row + "</sheetData></worksheet>"));
    lists.put("cannot be read to its end", bookOf(row + inline("A,Rome").substring(22) + "<row>"));
    lists.put("where no column is", bookOf(row + "<row><c r='ZZZZZZZ1'><v>1</v></c></row>"));
    lists.put("whose text is missing", bookOf(row + "<row><c t='s'><v>9</v></c></row>"));
    lists.put("unpacks to more", bookOf(row + " ".repeat(44 << 20)));
    lists.put("The workbook cannot be read", bookOf("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
    for (Map.Entry<String, byte[]> list : lists.entrySet()) {
      for (String query : List.of("", "?dry_run=true")) {
        Answer refused = send(query, XLSX, list.getValue());
        assertThat(refused.status()).as("%s: %s", list.getKey(), refused.text()).isEqualTo(400);
        assertThat(refused.json().path("code").asString()).isEqualTo("unusable_list");
        assertThat(refused.json().path("detail").asString()).contains(list.getKey());
      }
    }
  }

  @Test
  void featuresAreRowsAndTheirPropertiesColumns() {
    byte[] list =
        """
        {"type": "FeatureCollection", "name": "stores", "features": [
          {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [-74.0060, 40.71280, 12]},
           "properties": {"store name": "Corner", "zip": "01234", "tags": ["a", {"b": 1}], "open": true}},
          {"type": "Feature", "properties": {"store name": "House", "seats": 1.50},
           "geometry": {"type": "Polygon", "coordinates": [[[2, 48], [4, 48], [4, 50], [2, 50], [2, 48]]]}},
          {"type": "Feature", "geometry": null, "properties": {"store name": "Nowhere", "city": "Rome"}}]}
        """
            .getBytes(UTF_8);
    JsonNode answer = look("", GEOJSON, list);
    JsonNode table = answer.path("table");
    assertThat(texts(table.path("headers")))
        .containsExactly(
            "id", "latitude", "longitude", "store name", "zip", "tags", "open", "seats", "city");
    assertThat(texts(table.at("/sample/0")))
        .containsExactly(
            "7", "40.71280", "-74.0060", "Corner", "01234", "[\"a\",{\"b\":1}]", "true", "", "");
    assertThat(texts(table.at("/sample/1")))
        .containsExactly("", "49.0", "3.0", "House", "", "", "", "1.50", "");
    assertThat(answer.at("/problems/0/examples/0/detail").asString())
        .contains("Polygon is taken as the middle of its bounds");
    assertThat(answer.at("/problems/0/examples/0/line").asInt()).isEqualTo(4);
    Answer created = send("", GEOJSON, list);
    JsonNode ended = server.awaitEnd(created.json().path("batch_id").asString());
    assertThat(ended.path("results").valueStream().map(item -> item.path("place_id").asString()))
        .containsExactly("7", "2", "3");
    assertThat(ended.path("status").asString()).isEqualTo("completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                | is no GeoJSON FeatureCollection",
        "{\"type\": \"Feature\"}                           | is no GeoJSON FeatureCollection",
        "{\"features\": []}                                | holds no features",
        "{\"features\": [7]}                               | that is no object",
        "{\"features\": [{\"id\": 1}                       | is not valid JSON in UTF-8 (line 1",
        "{\"features\": [{\"properties\": {\"a\": \"b\"}}]}  | no column holds the places' names",
      })
  void whatIsNoListOfFeaturesIsRefused(String body, String detail) {
    Answer refused = send("", GEOJSON, body.getBytes(UTF_8));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().path("detail").asString()).contains(detail);
  }
}
