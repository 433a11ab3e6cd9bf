package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.server.app.PlacemillProcess.Ended;
import dev.placemill.server.cli.CommandRun;
import dev.placemill.server.cli.Engine;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The quick starts do what `docs/how-to/quick-start.md` says, and stand there as they are.
class QuickStartTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLES = ROOT.resolve("examples").resolve("quick-start");

  @TempDir private static Path directory = Path.of("");

  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bash, quick-start.sh, curl",
    "node, quick-start.mjs, node",
    "python3, quick_start.py, python3",
  })
  void threePlacesAreEnrichedAndAnErrorIsSaid(String runtime, String script, String tool)
      throws Exception {
    requireTool(tool);

    Ended ended = run(server.key(), runtime, EXAMPLES.resolve(script).toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("Batch created: batch_").contains("Status: partial");
    for (String said : List.of("store_001", "https://example.org", "cannot be located")) {
      assertThat(ended.out()).contains(said);
    }
    Ended refused = run("nobodys", runtime, EXAMPLES.resolve(script).toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("unauthorized: This API key is unknown");
  }

  @Test
  void soDoesJava() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Ended ended = run(server.key(), java, EXAMPLES.resolve("QuickStart.java").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .startsWith("Batch created: batch_")
        .endsWith(
            "Status: partial\nstore_001: completed\nstore_002: completed\nstore_003: failed\n");
  }

  @Test
  void aListIsUploadedWithoutTheRowsThatCannotBeTaken() throws Exception {
    requireTool("curl");

    Ended ended =
        run(
            server.key(),
            "bash",
            EXAMPLES.resolve("upload-csv.sh").toString(),
            ROOT.resolve("examples").resolve("messy.csv").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .satisfiesExactly(
            dryRun -> assertThat(dryRun).startsWith("{\"dry_run\":true,\"accepted\":true"),
            upload ->
                assertThat(upload).contains("\"batch_name\":\"My stores\"", "\"skipped_count\":3"));
  }

  @Test
  void theCommandSaysTheSameOfAFile() {
    Engine running =
        new Engine() {
          @Override
          public Optional<Session> findRunning(Path dataDirectory, @Nullable String organization) {
            return Optional.of(new Session(server.url(), "acme", server.key(), () -> {}));
          }

          @Override
          public Session start(Path dataDirectory, @Nullable String organization) {
            throw new IllegalStateException("one is running");
          }
        };
    String messy = ROOT.resolve("examples").resolve("messy.csv").toString();

    CommandRun run =
        CommandRun.of(
            running, new LocalApp(Map.of(), Clock.systemUTC()), "enrich", messy, "--dry-run");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("messy.csv: 16 rows, of which 14 would be enriched; nothing was done.")
        .contains("too_many_fields (refused): 1.", "For example line 11:")
        .contains("not_locatable (failed): 2.")
        .contains("The same place again: 0. Calls over the network: at most 0,")
        .doesNotContain("duplicate_place_id");
  }

  @Test
  void thePageShowsThemAsTheyAre() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/how-to/quick-start.md"));
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      assertThat(examples).allSatisfy(example -> assertThat(page).contains(text(example)));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ended run(String key, String... command) throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "PLACEMILL_URL",
            server.url().toString(),
            "PLACEMILL_ORG",
            "acme",
            "PLACEMILL_KEY",
            key);
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
