package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Batches made of the lists that people have.
class UploadApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static final Path MESSY = Path.of("..", "examples", "messy.csv");
  private static final FakeSource SOURCE = FakeSource.knowingAll();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), Map.of("batch.max-places", "100"), SOURCE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void nothingIsThere() {
    server
        .get("")
        .json()
        .path("items")
        .forEach(batch ->
            server.send(
                server.request(BATCHES + "/" + batch.path("batch_id").asString()).DELETE()));
  }

  private static HttpRequest.Builder upload(String query, String type, byte[] body) {
    return server
        .request(BATCHES + query)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static Answer csv(String query, String body) {
    return server.send(upload(query, "text/csv", body.getBytes(UTF_8)));
  }

  /// The inputs of the only batch, by the id of their place, as the server has stored them.
  private static JsonNode results(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    String id = answer.json().path("batch_id").asString();
    assertThat(answer.json().at("/upload/batch_ids").valueStream().map(JsonNode::asString))
        .containsExactly(id);
    assertThat(answer.header("Location")).isEqualTo(BATCHES + "/" + id);
    return server.awaitEnd(id).path("results");
  }

  private static List<String> ids(JsonNode results) {
    return results.valueStream().map(item -> item.path("place_id").asString()).toList();
  }

  private static void assertNothingWasStored() {
    assertThat(server.get("").json().path("items")).isEmpty();
  }

  @Test
  void aMessyListIsRefusedWithEveryRowThatCannotBeTaken() throws Exception {
    Answer answer = server.send(upload("", "text/csv", Files.readAllBytes(MESSY)));

    assertThat(answer.status()).isEqualTo(400);
    JsonNode problem = answer.json();
    assertThat(problem.path("error_count").asInt()).isEqualTo(3);
    assertThat(problem.path("errors").valueStream().map(JsonNode::toString))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .contains("\"row\":7,\"line\":8,\"column\":\"id\"", "duplicate_place_id")
                    .contains("\\\"007\\\" is already the id of row 1", "#/place_id"),
            second -> assertThat(second).contains("\"row\":10,\"line\":11", "too_many_fields"),
            third ->
                assertThat(third)
                    .contains("\"row\":13,\"line\":15,\"column\":\"Lat\"")
                    .contains("unreadable_coordinates", "fourteen"));
    assertNothingWasStored();
  }

  @Test
  void rowsAreSkippedForTheCausesThatAreNamedAndForNoOther() throws Exception {
    byte[] messy = Files.readAllBytes(MESSY);

    Answer refused =
        server.send(upload("?skip=duplicate_place_id,too_many_fields", "text/csv", messy));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error_count").asInt()).isEqualTo(1);
    assertThat(refused.text()).contains("unreadable_coordinates");
    assertNothingWasStored();

    Answer taken =
        server.send(
            upload(
                "?skip=duplicate_place_id,too_many_fields&skip=unreadable_coordinates",
                "text/csv",
                messy));
    assertThat(ids(results(taken))).hasSize(13);
    assertThat(taken.json().at("/upload/skipped_count").asInt()).isEqualTo(3);
  }

  @Test
  void theSameListIsTakenWithoutThoseRows() throws Exception {
    Answer answer =
        server.send(
            upload("?on_invalid=skip&batch_name=Stores", "text/csv", Files.readAllBytes(MESSY)));

    JsonNode results = results(answer);
    assertThat(answer.json().path("batch_name").asString()).isEqualTo("Stores");
    JsonNode upload = answer.json().path("upload");
    assertThat(upload.path("rows").asInt()).isEqualTo(16);
    assertThat(upload.path("places").asInt()).isEqualTo(13);
    assertThat(upload.path("skipped_count").asInt()).isEqualTo(3);
    assertThat(upload.at("/skipped/1/row").asInt()).isEqualTo(10);
    // Ids and postcodes are text, and a row without an id has its number for one.
    assertThat(ids(results))
        .containsExactly(
            "007", "008", "009", "010", "011", "012", "8", "013", "015", "016", "018", "019",
            "020");
    assertThat(
            results
                .valueStream()
                .filter(item -> item.path("enrichment_status").asString().equals("failed"))
                .map(item ->
                    item.path("place_id").asString() + " " + item.path("error_code").asString()))
        .containsExactly(
            "009 missing_name",
            "010 not_locatable",
            "011 invalid_coordinates",
            "012 not_locatable",
            "019 invalid_coordinates");
  }

  @Test
  void whateverEncodingAListHasItIsRead() {
    String list = "Filiale;Straße;Ort\nCafé \"Zürich\";Bahnhofstr. 1;Zürich\n";

    List<byte[]> ways =
        List.of(
            list.getBytes(UTF_8),
            ("\uFEFF" + list).getBytes(UTF_8),
            list.getBytes(Charset.forName("windows-1252")),
            ("\uFEFF" + list).getBytes(UTF_16LE));
    for (byte[] body : ways) {
      results(server.send(upload("?column=name=Filiale", "application/csv", body)));
    }
    assertThat(SOURCE.callsFor("Café \"Zürich\"")).isEqualTo(ways.size());
    byte[] greek = "name;city\nΚαφέ;Αθήνα\n".getBytes(Charset.forName("ISO-8859-7"));
    results(server.send(upload("", "text/csv; charset=iso-8859-7", greek)));
    assertThat(SOURCE.callsFor("Καφέ")).isEqualTo(1);
    Answer wrong = server.send(upload("", "text/csv; charset=utf-8", greek));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("code").asString()).isEqualTo("unusable_list");
    assertThat(wrong.json().path("detail").asString()).contains("is said to be UTF-8 and is not");
  }

  @Test
  void columnsAreNamedInTheQueryAndWithoutHeaderByNumber() {
    assertThat(
            ids(
                results(
                    csv(
                        "?column=name=Outlet+Name&column=id=Zip&column=city=",
                        "Outlet Name,Zip,city,address\nA,01234,x,1 Main St\n"))))
        .containsExactly("01234");
    Answer answer =
        server.send(
            upload(
                "?column=name=2&column=latitude=3&column=longitude=4",
                "text/csv; header=absent",
                "x1,Blue,40.5,-74.25\nx2,\"=HYPERLINK(\"\"a\"\")\",40.6,-74.3\n".getBytes(UTF_8)));
    JsonNode results = results(answer);
    assertThat(ids(results)).containsExactly("1", "2");
    // A formula is the business of whoever writes a table.
    assertThat(SOURCE.callsFor("=HYPERLINK(\"a\")")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv                 | ``                        | is empty",
        "text/csv                 | `name,city`               | a header but no rows",
        "text/csv                 | `a,b~1,2`                 | no column holds the places' names",
        "text/csv                 | `name,phone~1,2`          | no columns hold coordinates",
        "text/csv                 | `name,city~\"a,b~c,d`     | a quotation mark is not closed",
        "text/csv;header=absent   | `a,b~c,d`                | Its columns are \"1\", \"2\"",
        "text/csv;header=maybe    | `name,city~a,b`           | \"present\" or \"absent\"",
        "text/csv;charset=klingon | `name,city~a,b`           | charset \"klingon\" is not known",
        "application/x-ndjson     | ``                        | holds no places",
        "application/x-ndjson     | `{\"place_id\": \"a\"}`   | inputs is missing",
        "application/jsonl        | `[]`                      | must be an object",
      },
      quoteCharacter = '`')
  void whatIsNoListGetsOneClearAnswer(String type, String body, String detail) {
    Answer answer = server.send(upload("", type.strip(), body.replace('~', '\n').getBytes(UTF_8)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains(detail.strip());
    assertNothingWasStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "priority=urgent",
        "time_limit_seconds=soon",
        "attributes=colour",
        "attributes=",
        "attribute_set=some",
        "on_invalid=ignore",
        "skip=blank_row",
        "dry_run=perhaps",
        "column=name",
        "webhook_url=ftp://x",
      })
  void aWrongOptionNamesItsParameter(String query) {
    Answer answer = csv("?" + query, "name,city\nA,B\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("invalid_parameter");
    assertThat(answer.json().path("detail").asString()).contains(query.split("=", -1)[0]);
    assertNothingWasStored();
  }

  @Test
  void aColumnThatIsNotThereIsSaidWithThoseThatAre() {
    Answer answer = csv("?column=name=Shop", "Store,city\nA,B\n");

    assertThat(answer.json().path("detail").asString())
        .contains("no column \"Shop\"", "\"Store\", \"city\"");
    assertThat(csv("?column=colour=Store", "Store,city\nA,B\n").json().path("detail").asString())
        .contains("no field \"colour\"", "postal_code");
  }

  @Test
  void linesOfJsonAreWhatPlacesAre() {
    String lines =
        """
        \uFEFF{"place_id": "a", "inputs": {"name": "A", "city": "Rome"}, "attributes": ["phone"]}\r

          {"inputs": {"name": "B", "latitude": 1.5, "longitude": 2.5}, "place_id": "b"}
        {"place_id": "c", "inputs": {"name": "C", "city": "Rome"}}\
        """;
    Answer answer =
        server.send(
            upload(
                "?priority=high&attributes=website,name",
                "Application/NDJSON",
                lines.getBytes(UTF_8)));

    JsonNode results = results(answer);
    assertThat(answer.json().path("priority").asString()).isEqualTo("high");
    assertThat(ids(results)).containsExactly("a", "b", "c");
    assertThat(results.at("/0/attribute_status").propertyNames()).containsExactly("phone");
    assertThat(results.at("/1/attribute_status").propertyNames())
        .containsExactlyInAnyOrder("name", "website");
  }

  @Test
  void aBrokenLineIsNamedAndTheOthersAreLookedAtToo() {
    String lines =
        """
        {"place_id": "a", "inputs": {"name": "A", "city": "Rome"}}
        {"place_id": "b", "inputs": {"name"

        {"place_id": "a", "inputs": {"name": "A", "latitude": "x"}}
        {"place_id": "d", "inputs": {}} {"place_id": "e", "inputs": {}}
        """;
    Answer answer = server.send(upload("", "application/jsonl", lines.getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(
            answer
                .json()
                .path("errors")
                .valueStream()
                .map(error ->
                    "%d %d %s %s"
                        .formatted(
                            error.path("row").asInt(),
                            error.path("line").asInt(),
                            error.path("pointer").asString(),
                            error.path("code").asString())))
        .containsExactly(
            "2 2 # not_json",
            "3 4 #/place_id duplicate_place_id",
            "3 4 #/inputs/latitude wrong_type",
            "4 5 # not_json");
    assertNothingWasStored();
  }

  @Test
  void aLongListBecomesSeveralBatchesAndTheSameRequestDoesItOnce() {
    String list =
        IntStream.range(0, 250)
            .mapToObj(row -> "id%d,Store %d,Street %d\n".formatted(row, row, row))
            .collect(Collectors.joining("", "id,name,address\n", ""));
    HttpRequest.Builder request =
        upload("?batch_name=All", "text/csv", list.getBytes(UTF_8)).header("Idempotency-Key", "k1");

    Answer answer = server.send(request);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().at("/upload/places").asInt()).isEqualTo(250);
    JsonNode ids = answer.json().at("/upload/batch_ids");
    assertThat(
            ids.valueStream()
                .map(id -> server.get("/" + id.asString() + "?limit=0").json())
                .map(batch ->
                    batch.path("batch_name").asString() + ": " + batch.path("total_count").asInt()))
        .containsExactly("All (1 of 3): 100", "All (2 of 3): 100", "All (3 of 3): 50");
    assertThat(answer.json().path("batch_id").asString()).isEqualTo(ids.path(0).asString());
    assertThat(ids(server.awaitEnd(ids.path(2).asString()).path("results")))
        .startsWith("id200")
        .endsWith("id249");
    Answer again = server.send(request);
    assertThat(again.text()).isEqualTo(answer.text());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(server.get("").json().path("items")).hasSize(3);
    HttpRequest.Builder other =
        upload("?batch_name=Other", "text/csv", list.getBytes(UTF_8))
            .header("Idempotency-Key", "k1");
    assertThat(server.send(other).status()).isEqualTo(422);
  }

  @Test
  void aListOfWhichNotEveryBatchCanBeTakenIsNotTakenAtAll() {
    String list =
        IntStream.range(0, 250)
            .mapToObj(row -> "Store %d,Street %d\n".formatted(row, row))
            .collect(Collectors.joining("", "name,address\n", ""));
    Map<String, String> settings =
        Map.of(
            "batch.max-places", "100",
            "batch.refuse-beyond-running", "true",
            "queue.running-batches", "2");
    try (TestServer strict =
        TestServer.start(DATABASE.database(), settings, FakeSource.knowingAll())) {
      Answer answer =
          strict.send(
              strict
                  .request(BATCHES)
                  .header("Content-Type", "text/csv")
                  .POST(BodyPublishers.ofString(list)));

      assertThat(answer.status()).isEqualTo(429);
      assertNothingWasStored();
    }
  }

  @Test
  void anyOtherTypeIsToldWhatIsTaken() {
    Answer answer = server.send(upload("", "text/xml", "<a/>".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(List.of(answer.header("Accept-Post").split(", ", -1)))
        .containsExactly(
            "application/json",
            "text/csv",
            "application/csv",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/geo+json");
  }
}
