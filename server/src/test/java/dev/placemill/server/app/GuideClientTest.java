package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.library.Sources;
import dev.placemill.server.app.PlacemillProcess.Ended;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.source.EnrichmentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The clients in `examples/`, started as their first lines say, against a whole server.
class GuideClientTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private static Path directory = Path.of("");

  private static Sources sources;
  private static TestServer server;

  @BeforeAll
  static void startServer() {
    sources = Sources.open(directory, Clock.systemUTC());
    server =
        TestServer.start(DATABASE.database(), sources.inOrder().toArray(new EnrichmentSource[0]));
  }

  @AfterAll
  static void stopServer() {
    server.close();
    sources.close();
  }

  @Test
  void theJavaClientGoesThroughTheWholeGuide() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Ended ended = run(directory, java, EXAMPLES.resolve("java/GuideClient.java").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("Batch created: batch_", "Status: completed")
        .endsWith("Downloaded 2 results: [store_001, store_002]\n");
  }

  @Test
  void theGuidesJavaScriptRunsUnchanged() throws Exception {
    requireTool("node");

    Ended ended =
        run(directory, "node", EXAMPLES.resolve("javascript/guide-client.mjs").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("Batch created: batch_", "store_001: completed", "country: 'United States'")
        .contains("Reprocess: 202", "Q1 2024 Store Locations: completed (2/2)")
        .endsWith("Downloaded 50 results\n");
  }

  @Test
  void theGuidesCsvSampleSubmitsARowEach() throws Exception {
    requireTool("node");
    Path modules = Path.of(System.getenv().getOrDefault("NODE_PATH", "node_modules"));
    assumeTrue(
        Files.isDirectory(modules.resolve("csv-parse")),
        "skipped: npm's csv-parse is not installed where NODE_PATH points to");
    // Node looks for modules beside the script.
    Path script = directory.resolve("csv-upload.mjs");
    Files.copy(EXAMPLES.resolve("javascript/csv-upload.mjs"), script);
    Files.createSymbolicLink(directory.resolve("node_modules"), modules.toAbsolutePath());
    Files.writeString(
        directory.resolve("places.csv"),
        """
        id,name,lat,lng,address
        1,Waterstones,51.5090,-0.1356,
        2,Starbucks,,,"1912 Pike Pl, Seattle, WA"
        """);

    Ended ended = run(directory, "node", script.toString(), "places.csv");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("Batch created: batch_");
    String batchId = ended.out().substring("Batch created: ".length()).strip();
    assertThat(server.awaitEnd(batchId).path("completed_count").asInt()).isEqualTo(2);
  }

  @Test
  void theShellExampleGoesThroughTheGuide() throws Exception {
    requireTool("curl");

    Ended ended = run(directory, "bash", EXAMPLES.resolve("curl.sh").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("Status: completed", "\"reprocessed_count\":1");
  }

  private static Ended run(Path directory, String... command)
      throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "PLACEMILL_URL", server.url().toString(),
            "PLACEMILL_ORG", "acme",
            "PLACEMILL_KEY", server.key());
    try (var process = PlacemillProcess.start(directory, variables, List.of(command))) {
      return process.end();
    }
  }

  private static void requireTool(String name) {
    boolean found =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    assumeTrue(found, "skipped: there is no %s on the PATH".formatted(name));
  }
}
