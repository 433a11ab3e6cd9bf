package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.server.app.PlacemillProcess.Ended;
import dev.placemill.server.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command beside `enrich`, while a server runs in a process of its own on the data
/// directory.
class RunningServerCommandsTest {
  @TempDir private static Path directory = Path.of("");

  private static final String BODY =
      """
      {"batch_name": "Two and one", "places": [
        {"place_id": "good", "inputs": {"name": "Waterstones", "latitude": 51.5, "longitude": -0.1}},
        {"place_id": "bad", "inputs": {"name": "Nowhere"}}]}
      """;

  private static PlacemillProcess server;
  private static URI url = URI.create("");
  private static String key = "";
  private static String batchId = "";

  @BeforeAll
  static void startServerAndMakeABatch() throws Exception {
    server = PlacemillProcess.start(directory, Map.of(), "serve", "--port", "0", "--data", data());
    url = server.ready();
    Ended made = runProgram("key", "create", "acme", "--name", "test");
    key = made.out().strip();
    batchId = create(key).path("batch_id").asString();
    server.await(() -> "partial".equals(json(key, "/" + batchId).path("status").asString()));
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.stop();
    Ended ended = server.end();
    assertThat(ended.err()).isEmpty();
    assertThat(Path.of(data()).resolve("server.url")).doesNotExist();
  }

  @Test
  void statusShowsOneBatchAndAll() throws Exception {
    assertThat(run("status", "--org", "acme").out()).contains(batchId, "partial", "Two and one");
    assertThat(run("status", batchId, "--org", "acme").out()).contains("1/2 completed, 1 failed");
    assertThat(JSON.readTree(run("status", batchId, "--org", "acme", "--json").out()))
        .hasToString(json(key, "/" + batchId + "?limit=0").toString());
    assertThat(run("status", batchId).code()).as("another organization's").isEqualTo(1);
  }

  @Test
  void resultsComeInThreeFormats() throws Exception {
    CommandRun json = run("results", batchId, "--org", "acme");
    CommandRun lines = run("results", batchId, "--org", "acme", "--format", "ndjson", "--failed");
    Path file = directory.resolve("results.csv");
    CommandRun csv =
        run("results", batchId, "--org", "acme", "--format", "csv", "-o", file.toString());

    assertThat(JSON.readTree(json.out())).hasSize(2);
    assertThat(JSON.readTree(lines.out()).path("error_code").asString()).isEqualTo("not_locatable");
    assertThat(csv.code()).isZero();
    assertThat(csv.err()).contains("2 places are in " + file);
    String table = send(request(key, "/" + batchId + "/results?format=csv")).body();
    assertThat(Files.readString(file)).isEqualTo(table).startsWith("place_id,input_name,");
    assertThat(table.lines()).hasSize(3).element(1).asString().startsWith("good,");
    CommandRun failed = run("results", batchId, "--org", "acme", "--format", "csv", "--failed");
    assertThat(failed.out().lines()).hasSize(2);
  }

  @Test
  void reprocessTakesTheFailedOnesOrThoseNamed() throws Exception {
    String own = create(key).path("batch_id").asString();
    server.await(() -> "partial".equals(json(key, "/" + own).path("status").asString()));

    assertThat(run("reprocess", own, "--org", "acme").code()).isZero();
    server.await(() -> "partial".equals(json(key, "/" + own).path("status").asString()));
    CommandRun unknown = run("reprocess", own, "none", "--org", "acme");

    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("placemill: ").contains("not");
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() throws Exception {
    String second = run("key", "create", "acme", "--name", "short-lived").out().strip();
    assertThat(get(second, "")).isEqualTo(200);
    String id =
        run("key", "list")
            .out()
            .lines()
            .filter(line -> line.contains("short-lived"))
            .map(line -> line.split(" ", 2)[0])
            .findFirst()
            .orElseThrow();

    assertThat(run("key", "revoke", id).code()).isZero();

    assertThat(get(second, "")).isEqualTo(401);
    assertThat(get(key, "")).isEqualTo(200);
    assertThat(run("key", "revoke", "999999").err()).contains("There is no key 999999");
    assertThat(run("org", "list").out()).contains("acme");
    assertThat(run("key", "list").out()).doesNotContain(key);
  }

  @Test
  void theCompletionScriptCompletesAWord() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: no /bin/bash here");
    Path script = directory.resolve("completion.bash");
    Files.writeString(script, run("completion").out());
    String complete =
        "source %s; COMP_WORDS=(placemill repr); COMP_CWORD=1; _complete_placemill; echo ${COMPREPLY[@]}"
            .formatted(script);

    Ended checked = shell("/bin/bash", "-n", script.toString());
    Ended completed = shell("/bin/bash", "-c", complete);

    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(completed.out().strip()).isEqualTo("reprocess");
  }

  @Test
  void placesAreEvaluatedWhileTheServerRuns() throws Exception {
    Path list = directory.resolve("known.csv");
    Files.write(
        list,
        List.of(
            "name,latitude,longitude,expected_country_code,expected_city",
            "Waterstones,51.5090,-0.1356,GB,London",
            "Waterstones,51.5090,-0.1356,GB,Paris",
            ",51.5090,-0.1356,GB,Paris"));

    CommandRun ended = run("evaluate", list.toString(), "--json");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err().lines()).as("what was read").hasSize(1);
    JsonNode figures = JSON.readTree(ended.out());
    assertThat(figures.path("places").asInt()).isEqualTo(2);
    assertThat(figures.path("unusable_rows").asInt()).isEqualTo(1);
    assertThat(figures.path("values").path("country_code").path("right").asInt()).isEqualTo(2);
    assertThat(figures.path("values").path("city").path("wrong").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(directory.resolve("known.misjudged.csv")))
        .hasSize(3)
        .last()
        .asString()
        .contains("city is London (", "expected Paris");
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws Exception {
    Ended ended =
        PlacemillProcess.run(
            directory,
            "serve",
            "--port",
            Integer.toString(url.getPort()),
            "--data",
            directory.resolve("other").toString());

    assertOneSentence(ended, "Port %d is already in use".formatted(url.getPort()));
  }

  @Test
  void aSecondServerOnTheSameDataIsOneSentence() throws Exception {
    assertOneSentence(runProgram("serve", "--port", "0"), "in use by another Placemill");
  }

  @Test
  void aFileInPlaceOfTheDataDirectoryIsOneSentence() throws Exception {
    Path file = Files.writeString(directory.resolve("a-file"), "");
    for (String command : List.of("serve", "status")) {
      Ended ended = PlacemillProcess.run(directory, command, "--data", file.toString());
      assertOneSentence(ended, file.toString());
    }
  }

  @Test
  void aDamagedReferenceFileChangesNothing() throws Exception {
    Path random = Files.write(directory.resolve("random.osm.pbf"), new byte[] {9, 8, 7, 6, 5, 4});
    Path picture = Files.writeString(directory.resolve("picture.osm.pbf"), "\u0089PNG\r\n");
    for (Path file : List.of(random, picture)) {
      assertOneSentence(runProgram("import", file.toString()), file.getFileName().toString());
    }
    assertThat(Path.of(data()).resolve("reference/datasets.json")).doesNotExist();
  }

  @Test
  void importedPlacesAreMatchedWithoutARestart() throws Exception {
    Path given = Path.of(Objects.requireNonNullElse(System.getenv("PLACEMILL_TEST_DATA"), "none"));
    Path monaco = given.resolve("osm/monaco-2020.osm.pbf");
    assumeTrue(Files.exists(monaco), "skipped: PLACEMILL_TEST_DATA has no osm/monaco-2020.osm.pbf");
    String body =
        """
        {"batch_name": "Monaco", "places": [{"place_id": "h", "inputs":
          {"name": "Hotel Hermitage", "latitude": 43.7389, "longitude": 7.4257}}]}
        """;
    Path list = directory.resolve("hermitage.csv");
    Files.write(
        list,
        List.of("name,latitude,longitude,expected_id", "Casino de Monte-Carlo,43.7391,7.4275,"));
    for (int i = 0; i < 2; i++) {
      assertThat(run("import", monaco.toString(), "--dataset", "monaco").code()).isZero();
      String batch = post(key, body).path("batch_id").asString();
      server.await(() -> "completed".equals(json(key, "/" + batch).path("status").asString()));

      JsonNode item = json(key, "/" + batch).path("results").path(0);
      assertThat(item.path("match").path("records").path(0).path("scope").asString())
          .as(item.toString())
          .isEqualTo("place");
      assertThat(item.path("evidence").path("website").path(0).path("url").asString())
          .startsWith("https://www.openstreetmap.org/");
    }
    JsonNode figures = JSON.readTree(run("evaluate", list.toString(), "--json").out());
    assertThat(figures.path("records").path("unexpected").asInt()).isEqualTo(1);
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static void assertOneSentence(Ended ended, String part) {
    assertThat(ended.code()).isBetween(1, 2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().contains(part).endsWith(".");
  }

  /// Runs a command in this process; what the whole program prints besides is seen by
  /// [#runProgram].
  private static CommandRun run(String... arguments) {
    var local = new LocalApp(Map.of(), Clock.systemUTC());
    return CommandRun.of(new LocalEngine(local), local, onData(arguments));
  }

  private static Ended runProgram(String... arguments) throws IOException, InterruptedException {
    return PlacemillProcess.run(directory, onData(arguments));
  }

  private static String[] onData(String... arguments) {
    return arguments[0].equals("completion")
        ? arguments
        : Stream.concat(Stream.of(arguments), Stream.of("--data", data())).toArray(String[]::new);
  }

  private static Ended shell(String... command) throws IOException, InterruptedException {
    try (var process = PlacemillProcess.start(directory, Map.of(), List.of(command))) {
      return process.end();
    }
  }

  private static String data() {
    return directory.resolve("data").toString();
  }

  private static JsonNode create(String withKey) {
    return post(withKey, BODY);
  }

  private static JsonNode post(String withKey, String body) {
    return JSON.readTree(
        send(request(withKey, "").POST(HttpRequest.BodyPublishers.ofString(body))).body());
  }

  private static JsonNode json(String withKey, String path) {
    return JSON.readTree(send(request(withKey, path)).body());
  }

  private static int get(String withKey, String path) {
    return send(request(withKey, path)).statusCode();
  }

  private static HttpRequest.Builder request(String withKey, String path) {
    return HttpRequest.newBuilder(url.resolve("/acme/place_enrichment/batches" + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + withKey);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
