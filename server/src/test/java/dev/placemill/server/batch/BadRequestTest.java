package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a request gets one clear answer, and nothing of it is stored.
class BadRequestTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(), Map.of("http.max-body", "1MB"), FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void nothingWasStored() {
    assertThat(server.get("").json().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                             | #/places                       | is"
            + " missing",
        "{'places': []}                                 | #/places                       | at least"
            + " one",
        "{'places': {}}                                 | #/places                       | must be"
            + " an array",
        "{'places': [7]}                                | #/places/0                     | must be"
            + " an object",
        "{'places': [{'inputs': {'name': 'a'}}]}        | #/places/0/place_id            | is"
            + " missing",
        "{'places': [{'place_id': 1, 'inputs': {}}]}    | #/places/0/place_id            | must be"
            + " a string",
        "{'places': [{'place_id': ' ', 'inputs': {}}]}  | #/places/0/place_id            | blank",
        "{'places': [{'place_id': 'a'}]}                | #/places/0/inputs              | is"
            + " missing",
        "{'places': [{'place_id': 'a', 'inputs': 3}]}   | #/places/0/inputs              | must be"
            + " an object",
        "{'batch_name': 3, 'places': []}                | #/batch_name                   | must be"
            + " a string",
        "{'places': [{'place_id': 'a', 'inputs': {'latitude': 'x'}}]} | #/places/0/inputs/latitude"
            + " | must be a number between -90 and 90",
        "{'places': [{'place_id': 'a', 'inputs': {'name': ['x']}}]}   | #/places/0/inputs/name    "
            + " | must be a string",
        "{'attributes': ['fax'], 'places': []}          | #/attributes/0                 | is no"
            + " attribute; there are name,",
        "{'attributes': [7], 'places': []}              | #/attributes/0                 | must be"
            + " the name of an attribute",
        "{'attributes': 'phone', 'places': []}          | #/attributes                   | must be"
            + " an array",
        "{'attributes': [], 'places': []}               | #/attributes                   | leave it"
            + " out for all",
        "{'attribute_set': 'most', 'places': []}        | #/attribute_set                | must be"
            + " one of",
        "{'places': [{'place_id': 'a', 'inputs': {}, 'attributes': ['fax']}]} |"
            + " #/places/0/attributes/0 | is no attribute",
        "{'places': [{'place_id': 'a', 'inputs': {}, 'attribute_set': 1}]}    |"
            + " #/places/0/attribute_set | must be one of",
        "[]                                             | #                              | must be"
            + " an object",
      })
  void wrongStructureIsNamedWithItsPointer(String body, String pointer, String detail) {
    Answer answer = server.post("", body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
    assertThat(answer.json().path("errors").get(0).path("pointer").asString()).isEqualTo(pointer);
    assertThat(answer.json().path("errors").get(0).path("detail").asString()).contains(detail);
    assertThat(answer.json().path("request_id").asString()).isNotBlank();
  }

  @Test
  void everyFaultIsListedAtOnce() {
    Answer answer =
        server.post(
            "",
            """
            {"places": [
              {"place_id": "a", "inputs": {"name": 1, "latitude": "x"}},
              {"place_id": "a", "inputs": {}},
              {"inputs": {}}]}
            """);
    assertThat(
            answer
                .json()
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("pointer").asString()))
        .containsExactlyInAnyOrder(
            "#/places/0/inputs/name",
            "#/places/0/inputs/latitude",
            "#/places/1/place_id",
            "#/places/2/place_id");
    assertThat(answer.json().path("errors").toString()).contains("already the id of #/places/0");
  }

  @Test
  void aThousandPlacesAreTakenAndOneMoreIsNot() {
    String tooMany =
        IntStream.range(0, 1_001)
            .mapToObj("{\"place_id\":\"%d\",\"inputs\":{\"name\":\"a\"}}"::formatted)
            .collect(Collectors.joining(",", "{\"places\":[", "]}"));
    Answer answer = server.post("", tooMany);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("too_many_places");
    assertThat(answer.json().path("detail").asString()).contains("1,000").contains("1,001");
  }

  @ParameterizedTest
  @CsvSource({
    "'{},', 900, 'must hold at most 1,000 values'",
    "'{},', 30_000, must take at most 64 kB",
    "'       7,', 9_000, must take at most 64 kB",
  })
  void aPlaceThatWouldMakeAHugeTreeIsRefused(String value, String times, String detail) {
    String values = value.repeat(Integer.parseInt(times.replace("_", ""))) + "null";
    Answer answer =
        server.post(
            "",
            """
            {"places": [
              {"place_id": "a", "inputs": {"name": "a"}},
              {"place_id": "b", "inputs": {"name": "b", "x": [%s], "y": [%s]}}]}
            """
                .formatted(values, value.repeat(200) + "null"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_count").asInt()).isEqualTo(1);
    assertThat(answer.json().path("detail").asString()).startsWith("#/places/1 ").contains(detail);
  }

  @Test
  void ofAThousandPlacesThatAreWrongInManyWaysNotEveryWayIsKept() {
    Answer answer =
        server.post("", "{\"places\":[" + "{\"inputs\":{\"name\":1}},".repeat(999) + "7]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_count").asInt()).isEqualTo(1_000);
    assertThat(answer.json().path("detail").asString()).startsWith("More than 1,000 things");
  }

  @Test
  void whoReprocessesMorePlacesThanABatchHoldsIsToldOnce() {
    String path = "/batch_0192f0e0000070008000000000000000/reprocess";
    Answer answer = server.post(path, "{\"place_ids\":[" + "\"p\",".repeat(50_000) + "\"p\"]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_count").asInt()).isEqualTo(1);
    assertThat(answer.json().path("detail").asString())
        .contains("#/place_ids must name at most 50,000 places, this names 50,001");
  }

  @Test
  void whatIsNotJsonIsRefusedWithThePlaceWhereItEnds() {
    for (String body :
        new String[] {
          "{\"places\": [", "not json", "", "{} {}", "{\"a\":tru}", "{\"places\":[{\"a\":tru}]}"
        }) {
      Answer answer = server.post("", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text())
          .as(body)
          .doesNotContain("Exception")
          .doesNotContain("tools.jackson");
    }
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] body =
        "{\"batch_name\":\"caf\u00e9\",\"places\":[]}".getBytes(StandardCharsets.ISO_8859_1);
    Answer answer = post(body, Map.of("Content-Type", "application/json"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("malformed_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void otherEncodingsThanUtf8AreRefused(String encoding) {
    byte[] body =
        "{\"places\":[{\"place_id\":\"a\",\"inputs\":{}}]}".getBytes(Charset.forName(encoding));
    Answer answer = post(body, Map.of());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("malformed_json");
    assertThat(answer.json().path("detail").asString()).contains("UTF-8");
  }

  @Test
  void aBodyThatBreaksOffInsideItsGzipIsRefused() throws IOException {
    byte[] whole =
        gzip("{\"places\":[{\"place_id\":\"a\",\"inputs\":{}}]}".getBytes(StandardCharsets.UTF_8));
    Answer answer =
        post(Arrays.copyOf(whole, whole.length - 12), Map.of("Content-Encoding", "gzip"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("malformed_json");
  }

  @Test
  void deepNestingAndHugeStringsAreBounded() {
    assertThat(server.post("", "{\"x\":" + "[".repeat(5_000)).status()).isEqualTo(400);
    String huge = "x".repeat(200_000);
    assertThat(server.post("", "{\"batch_name\":\"" + huge + "\"}").status()).isEqualTo(400);
  }

  @Test
  void aBodyOverTheLimitIsRefusedHoweverItIsSent() throws IOException {
    byte[] large = new byte[2_000_000];
    java.util.Arrays.fill(large, (byte) ' ');
    assertThat(post(large, Map.of("Content-Type", "application/json")).status()).isEqualTo(413);
    Answer chunked =
        server.send(
            server
                .request(BATCHES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
    assertThat(chunked.status()).isEqualTo(413);
    Answer bomb =
        post(gzip(large), Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));
    assertThat(bomb.status()).isEqualTo(413);
  }

  @Test
  void aClientThatSendsItsWholeBodyBeforeItReadsStillLearnsThatItIsTooLarge() throws IOException {
    byte[] body = new byte[3_000_000];
    try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
      String head =
          """
          POST %s HTTP/1.1\r
          Host: here\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          """
              .formatted(BATCHES, server.key(), body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void kindsOfBodyThatAreNotReadAreRefused() {
    assertThat(
            post("{}".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/xml"))
                .status())
        .isEqualTo(415);
    Answer brotli =
        post(
            "{}".getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/json", "Content-Encoding", "br"));
    assertThat(brotli.status()).as(brotli.text()).isEqualTo(415);
    assertThat(brotli.headers().get("accept-encoding")).containsExactly("zstd, gzip");
    assertThat(
            post(
                    "no gzip".getBytes(StandardCharsets.UTF_8),
                    Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void textThatNoDatabaseHoldsIsRefused() {
    assertThat(server.post("", "{\"batch_name\":\"a\\u0000b\",\"places\":[]}").status())
        .isEqualTo(400);
    assertThat(
            server
                .post("", "{\"places\":[{\"place_id\":\"\\ud800\",\"inputs\":{\"name\":\"a\"}}]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aKeyIsNeededAndOpensItsOwnOrganizationOnly() {
    HttpRequest.Builder none = HttpRequest.newBuilder(server.url().resolve(BATCHES)).GET();
    Answer unsigned = server.send(none);
    assertThat(unsigned.status()).isEqualTo(401);
    assertThat(unsigned.headers().get("www-authenticate")).containsExactly("Bearer");
    assertThat(server.send(none.copy().header("Authorization", "Bearer nonsense")).status())
        .isEqualTo(401);
    String foreign = server.keyOf("rival");
    assertThat(server.send(none.copy().header("Authorization", "Bearer " + foreign)).status())
        .isEqualTo(404);
    assertThat(server.send(none.copy().header("apiKey", foreign)).status()).isEqualTo(404);
    assertThat(server.send(none.copy().header("apiKey", server.key())).status()).isEqualTo(200);
  }

  @Test
  void unknownPathsMethodsAndBatchesSaySo() {
    assertThat(server.send(server.request("/nothing/here").GET()).status()).isEqualTo(404);
    Answer method = server.send(server.request(BATCHES).DELETE());
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.headers().get("allow")).containsExactly("GET, HEAD, OPTIONS, POST");
    for (String id :
        new String[] {
          "batch_abc123",
          "x",
          "batch_0192f0e0000070008000000000000000",
          "batch_ffffffffffff7fffbfffffffffffffff",
          "batch_e677d21fdbff7fffbfffffffffffffff"
        }) {
      assertThat(server.get("/" + id).status()).as(id).isIn(404, 410);
    }
  }

  private static Answer post(byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request = server.request(BATCHES);
    headers.forEach(request::header);
    return server.send(request.POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
