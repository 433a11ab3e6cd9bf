package dev.placemill.server.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.reference.ImportTurn;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Reference data over HTTP: sent, imported from the server's disk, listed, dropped, and what of
/// all that is refused.
class DatasetApiTest {
  private static final String DATASETS = "/acme/place_enrichment/datasets";
  private static final String IMPORTS = DATASETS + "/imports";
  private static final String CHAIN =
      """
      {"type": "FeatureCollection", "license": "CC0-1.0", "features": [
        {"type": "Feature", "id": "1", "properties": {"name": "Corner Cafe", "amenity": "cafe"},
         "geometry": {"type": "Point", "coordinates": [11.5754, 48.1371]}},
        {"type": "Feature", "id": "2", "properties": {"amenity": "cafe"},
         "geometry": {"type": "Point", "coordinates": [11.58, 48.14]}}]}
      """;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir static Path directory;
  private static Path reference;
  private static Path open;
  private static ReferenceCatalog catalog;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    reference = directory.resolve("data/reference");
    open = Files.createDirectories(directory.resolve("open"));
    catalog = new ReferenceCatalog(reference);
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of(
                "http.max-body",
                "1kB",
                "reference.max-upload",
                "1MB",
                "reference.import-directory",
                open.toString()),
            catalog);
  }

  @AfterAll
  static void stop() {
    server.close();
    catalog.close();
  }

  private static Answer send(TestServer to, String query, byte[] file) {
    return to.send(
        to.request(IMPORTS + "?" + query)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(file)));
  }

  private static Answer send(String query, String file) {
    return send(server, query, file.getBytes(UTF_8));
  }

  private static Answer sendJson(String body) {
    return server.send(
        server
            .request(IMPORTS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static Answer path(Object path) {
    return sendJson("{\"path\": \"%s\"}".formatted(path));
  }

  private static Answer get(String path) {
    return server.send(server.request(path).GET());
  }

  private static Answer drop(String dataset) {
    return server.send(server.request(DATASETS + "/" + dataset).DELETE());
  }

  /// The import that an answer tells of, once it has ended.
  private static JsonNode ended(Answer begun) {
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String location = begun.header("location");
    assertThat(location).isEqualTo(IMPORTS + "/" + begun.json().path("import_id").asString());
    await(() -> !get(location).json().path("state").asString().equals("running"));
    return get(location).json();
  }

  private static void await(BooleanSupplier happened) {
    long giveUpAt = System.nanoTime() + 30_000_000_000L;
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(giveUpAt);
      Thread.onSpinWait();
    }
  }

  private static String problem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer.json().path("code").asString() + ": " + answer.json().path("detail").asString();
  }

  private static List<String> datasets() {
    return get(DATASETS)
        .json()
        .path("items")
        .valueStream()
        .map(one -> one.path("dataset").asString())
        .toList();
  }

  private static List<Path> filesSent() {
    Path sent = reference.resolve("sent");
    if (!Files.exists(sent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(sent)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFound(String dataset) {
    String body =
        """
        {"place": {"name": "Corner Cafe", "latitude": 48.1371, "longitude": 11.5754},
         "match_sources": ["%s"]}
        """
            .formatted(dataset);
    Answer answer =
        server.send(
            server
                .request("/acme/place_enrichment/match")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    return answer.status() == 200 && answer.text().contains("\"Corner Cafe\"");
  }

  @Test
  void aFileThatIsSentIsSearchedSoonAndAsSoonGoneAgain() {
    String large = CHAIN + " ".repeat(100_000);
    JsonNode imported =
        ended(send("file=C:%5Cdata%5Cchain.geojson&dataset_version=v7&date=2026-11-01", large));

    assertThat(imported.path("state").asString()).isEqualTo("completed");
    assertThat(imported.path("places").asInt()).isEqualTo(1);
    assertThat(imported.path("share").asDouble()).isEqualTo(1);
    assertThat(imported.at("/left_out/0").asString()).isEqualTo("1 without a name");
    assertThat(imported.path("problem").isNull()).isTrue();
    assertThat(filesSent()).isEmpty();
    JsonNode listed =
        get(DATASETS)
            .json()
            .path("items")
            .valueStream()
            .filter(one -> one.path("dataset").asString().equals("chain"))
            .findFirst()
            .orElseThrow();
    assertThat(listed.path("file").asString()).isEqualTo("chain.geojson");
    assertThat(listed.path("format").asString()).isEqualTo("geojson");
    assertThat(listed.path("licence").asString()).isEqualTo("CC0-1.0");
    assertThat(listed.path("version").asString()).isEqualTo("v7");
    assertThat(listed.path("date").asString()).isEqualTo("2026-11-01");
    assertThat(listed.path("bytes").asLong()).isPositive();
    assertThat(listed.path("searched").asBoolean()).isTrue();
    await(() -> isFound("chain"));

    assertThat(drop("chain").status()).isEqualTo(204);

    await(() -> !isFound("chain"));
    assertThat(problem(drop("chain"), 404)).startsWith("dataset_not_found: There is no dataset");
    JsonNode audited = get("/acme/place_enrichment/audit?limit=2").json().path("items");
    assertThat(audited.valueStream().map(one -> one.path("action").asString()))
        .contains("dataset.dropped");
    assertThat(get("/acme/place_enrichment/audit").text())
        .contains("\"dataset.imported\"", "chain.geojson, 1 places");
  }

  @Test
  void aFileOfTheServerIsImportedOnlyFromBelowTheDirectory() throws IOException {
    Path outside = Files.writeString(directory.resolve("secret.geojson"), CHAIN);
    Files.createDirectories(open.resolve("town"));
    Files.writeString(open.resolve("town/inside.geojson"), CHAIN);
    Files.createSymbolicLink(open.resolve("leads-out.geojson"), outside);
    Files.createSymbolicLink(open.resolve("up"), directory);

    assertThat(get(DATASETS).json().path("path_imports").asBoolean()).isTrue();
    for (Object escape :
        List.of("../secret.geojson", "leads-out.geojson", "up/secret.geojson", outside)) {
      assertThat(problem(path(escape), 403))
          .startsWith("import_not_allowed:")
          .contains("reference.import-directory");
    }
    assertThat(problem(path("town/none.geojson"), 400)).startsWith("unreadable_file: There is no");
    assertThat(problem(path("town"), 400)).isEqualTo("unreadable_file: town is not a file.");
    assertThat(ended(path("town/inside.geojson")).path("state").asString()).isEqualTo("completed");

    assertThat(datasets()).contains("inside").doesNotContain("secret", "leads-out");
    assertThat(open.resolve("town/inside.geojson")).exists();
  }

  @Test
  void whatIsWrongIsSaidAtOnceAndLeavesNothing() {
    assertThat(problem(send("file=a.xlsx", "PK\u0003\u0004..."), 400))
        .startsWith("unreadable_file: a.xlsx is a zip archive or an Excel workbook");
    assertThat(problem(send("file=a.csv", "x,y\n1,2\n"), 400))
        .startsWith("unreadable_file: ")
        .contains("no column holds the places' names")
        .doesNotContain(directory.toString());
    assertThat(problem(send("file=a.geojson&column=name=X", CHAIN), 400))
        .contains("a.geojson has no columns");
    assertThat(problem(send("dataset=a", CHAIN), 400)).startsWith("invalid_parameter: file must");
    assertThat(problem(send("file=website.csv", "name,city\nA,B\n"), 400)).contains("\"website\"");
    assertThat(problem(send("file=a.csv&dataset=a%2Fb", "name,city\nA,B\n"), 400)).contains("a/b");
    assertThat(problem(send("file=a.csv&date=today", "name,city\nA,B\n"), 400)).contains("a day");
    assertThat(problem(send("file=a.csv&column=name", "name,city\nA,B\n"), 400)).contains("FIELD=");
    JsonNode faults =
        sendJson("{\"path\": 1, \"date\": \"x\", \"column\": \"y\"}").json().path("errors");
    assertThat(faults.valueStream().map(one -> one.path("pointer").asString()))
        .contains("#/path", "#/date", "#/column");
    HttpRequest.Builder csv =
        server.request(IMPORTS).header("Content-Type", "text/csv").POST(BodyPublishers.noBody());
    assertThat(problem(server.send(csv), 415)).contains("application/octet-stream");
    HttpRequest.Builder reading =
        server
            .request(IMPORTS + "?file=a.csv")
            .setHeader("Authorization", "Bearer " + server.keyWith(Scope.BATCHES_WRITE));
    assertThat(problem(server.send(reading.POST(BodyPublishers.noBody())), 403))
        .startsWith("missing_scope");
    assertThat(problem(get(IMPORTS + "/import_7"), 404)).startsWith("import_not_found");
    assertThat(filesSent()).isEmpty();
  }

  @Test
  void aBodyIsBoundedAlsoWhenItIsCompressed() throws IOException {
    byte[] nothing = new byte[2 << 20];
    assertThat(problem(send(server, "file=a.csv", nothing), 413))
        .contains("1,048,576", "reference.max-upload");
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(nothing);
    }
    HttpRequest.Builder bomb =
        server
            .request(IMPORTS + "?file=a.csv")
            .header("Content-Type", "application/octet-stream")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
    assertThat(problem(server.send(bomb), 413)).contains("reference.max-upload");
    assertThat(filesSent()).isEmpty();
  }

  @Test
  void aDamagedFileLeavesTheDatasetAsItWas() {
    ended(send("file=kept.geojson", CHAIN));

    JsonNode failed = ended(send("file=kept.geojson", CHAIN.substring(0, CHAIN.length() - 60)));

    assertThat(failed.path("state").asString()).isEqualTo("failed");
    assertThat(failed.path("problem").asString())
        .startsWith("kept.geojson ends in the middle of a feature; is the download complete? ")
        .endsWith("Nothing was changed; mend the file and import it again.");
    assertThat(failed.path("ended_at").asString()).isNotEmpty();
    assertThat(datasets()).contains("kept");
    JsonNode newest = get(IMPORTS).json().at("/items/0");
    assertThat(newest.path("import_id")).isEqualTo(failed.path("import_id"));
  }

  @Test
  void anotherImportIsRefusedWhileOneIsBeingSentAndABrokenOneIsForgotten() throws IOException {
    String part = "name,city\nA,Rome\n";
    String chunk = "%x\r\n%s\r\n".formatted(part.length(), part);
    for (String rest :
        List.of(
            "Content-Length: 50000\r\n\r\n" + part, "Transfer-Encoding: chunked\r\n\r\n" + chunk)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
        socket.getOutputStream().write((head() + rest).getBytes(UTF_8));
        await(() -> !filesSent().isEmpty());
        Answer refused = send("file=other.geojson", CHAIN);
        assertThat(problem(refused, 409)).startsWith("import_running: A file is being sent");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
        assertThat(drop("chain").status()).isEqualTo(409);
        Path sent = filesSent().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sent)))
            .isEqualTo("rw-------");
      }
      // The client is gone before its end.
      await(() -> filesSent().isEmpty());
      await(() -> send("file=other.geojson", CHAIN).status() == 202);
      assertThat(datasets()).doesNotContain("slow");
      takenElsewhere().close();
    }
    try (ImportTurn _ = takenElsewhere()) {
      assertThat(problem(send("file=third.geojson", CHAIN), 409)).contains("Another process");
    }
  }

  private static String head() {
    return """
    POST %s?file=slow.csv HTTP/1.1\r
    Host: localhost\r
    Authorization: Bearer %s\r
    Content-Type: application/octet-stream\r
    """
        .formatted(IMPORTS, server.key());
  }

  /// Once the server has ended what it was doing.
  private static ImportTurn takenElsewhere() {
    await(() ->
        get(IMPORTS)
            .json()
            .path("items")
            .valueStream()
            .noneMatch(one -> one.path("state").asString().equals("running")));
    return new ReferenceImport(reference, Clock.systemUTC()).takeTurn();
  }

  @Test
  void aServerThatStopsMeanwhileLeavesWhatWasThereAndTheNextOneTidiesUp() throws IOException {
    Path elsewhere = directory.resolve("other/reference");
    Path leftover =
        Files.writeString(
            Files.createDirectories(elsewhere.resolve("sent")).resolve("import_1.sent"), "x");
    byte[] many =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "%d,Cafe %d,%d.5,%d.5".formatted(i, i, i % 80, i % 170))
            .collect(Collectors.joining("\n", "id,name,latitude,longitude\n", "\n"))
            .getBytes(UTF_8);
    try (var itsCatalog = new ReferenceCatalog(elsewhere)) {
      try (TestServer one = TestServer.start(DATABASE.database(), Map.of(), itsCatalog)) {
        assertThat(leftover).doesNotExist();
        assertThat(send(one, "file=many.csv", many).status()).isEqualTo(202);
      }
      assertThat(elsewhere.resolve("sent")).isEmptyDirectory();
      try (TestServer next =
          TestServer.start(
              DATABASE.database(), Map.of("reference.managed-by", "globex"), itsCatalog)) {
        JsonNode datasets = next.send(next.request(DATASETS).GET()).json();
        assertThat(datasets.path("items").isEmpty()).isTrue();
        assertThat(datasets.path("path_imports").asBoolean()).isFalse();
        assertThat(problem(send(next, "file=many.csv", many), 403))
            .startsWith("import_not_allowed:")
            .contains("reference.managed-by");
      }
    }
  }
}
