package dev.placemill.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command in `README.md` is run as it stands, by bash, in a directory that looks like a
/// checkout; the launcher in it starts the classes under test.
///
/// Run with `-Dreadme.update=true` to write the output of console blocks anew.
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
  private static final String DOCUMENTED_URL = "http://127.0.0.1:8080";
  private static final String MONACO = "monaco.osm.pbf";

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void makeCheckout() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: no /bin/bash here");
    Path examples = Files.createDirectory(directory.resolve("examples"));
    for (String list : List.of("stores.csv", "messy.csv", "labels.csv")) {
      Files.copy(Checkout.ROOT.resolve("examples").resolve(list), examples.resolve(list));
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path launcher = directory.resolve("placemill");
    Files.writeString(
        launcher,
        "#!/bin/bash\nexec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' dev.placemill.server.app.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everyConsoleBlockShowsWhatItsCommandSays() throws Exception {
    String readme = Checkout.text("README.md");
    for (String block : blocks(readme, "console")) {
      String command = block.lines().findFirst().orElseThrow();
      assertThat(command).startsWith("$ ");
      Process process = bash(command.substring(2)).redirectErrorStream(true).start();
      String output = withoutProgress(new String(process.getInputStream().readAllBytes(), UTF_8));
      assertThat(process.waitFor()).as(output).isZero();
      if (Boolean.getBoolean("readme.update")) {
        readme = readme.replace(block, command + "\n" + output);
        Files.writeString(Checkout.ROOT.resolve("README.md"), readme);
      } else {
        assertThat(withoutTimes(block)).isEqualTo(withoutTimes(command + "\n" + output));
      }
    }
  }

  /// How often progress is told depends on the machine.
  private static String withoutProgress(String output) {
    return output.replaceAll("(?m)^[0-9,]+/[0-9,]+ done.*\n", "");
  }

  /// Times change with the machine, and what counts as a guess with the age of the data; all the
  /// rest is a claim of the page.
  private static List<String> withoutTimes(String output) {
    return output
        .lines()
        .map(line -> line.replaceAll("[0-9.,]+ s \\([0-9.,]+ places/s\\)", "#"))
        .map(line -> line.replaceAll(" \\([0-9]+ only a guess\\)", "").stripTrailing())
        .toList();
  }

  @Test
  void theServerIsStartedAndUsedAsWritten() throws Exception {
    assumeTrue(has("curl"), "skipped: no curl here");
    String readme = Checkout.text("README.md");
    List<String> commands = blocks(readme, "bash");
    assertThat(commands).contains("mvn -B -T2 verify\n", "./placemill serve\n");

    Process server =
        bash("exec ./placemill serve").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = server.inputReader(UTF_8)) {
      URI url = URI.create(String.valueOf(said.readLine()).replaceFirst(".* at ", ""));
      String script =
          commands.stream()
              .filter(block -> !block.startsWith("mvn ") && !block.equals("./placemill serve\n"))
              .filter(block -> !block.contains(MONACO) || hasMonaco())
              .reduce("set -e\n", String::concat)
              .replace(DOCUMENTED_URL, url.toString());
      Process client = bash(script).redirectErrorStream(true).start();
      String output = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(client.waitFor()).as(output).isZero();
    } finally {
      server.destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    var json = JsonMapper.shared();
    JsonNode results = json.readTree(Files.readString(directory.resolve("results.json")));
    assertThat(results.path("status").asString()).isEqualTo("completed");
    for (String shown : blocks(readme, "json")) {
      assertIsPartOf(json.readTree(shown), results.path("results").path(0), "");
    }
  }

  private static void assertIsPartOf(JsonNode shown, JsonNode whole, String where) {
    if (shown.isObject()) {
      shown
          .properties()
          .forEach(part ->
              assertIsPartOf(
                  part.getValue(), whole.path(part.getKey()), where + "/" + part.getKey()));
    } else if (shown.isArray()) {
      for (int i = 0; i < shown.size(); i++) {
        assertIsPartOf(shown.path(i), whole.path(i), where + "/" + i);
      }
    } else {
      assertThat(whole).as("what README.md shows at %s", where).isEqualTo(shown);
    }
  }

  private boolean hasMonaco() {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    if (data == null) {
      return false;
    }
    try {
      Files.copy(Path.of(data, "osm", "monaco-2020.osm.pbf"), directory.resolve(MONACO));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private boolean has(String tool) throws Exception {
    return bash("command -v " + tool + " >/dev/null").start().waitFor() == 0;
  }

  private ProcessBuilder bash(String script) {
    var process = new ProcessBuilder("/bin/bash", "-c", script).directory(directory.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("PLACEMILL_"));
    process.environment().put("PLACEMILL_DATA", directory.resolve("data").toString());
    process.environment().put("PLACEMILL_HTTP_PORT", "0");
    return process;
  }

  private static List<String> blocks(String page, String language) {
    Matcher blocks = BLOCK.matcher(page);
    return blocks
        .results()
        .filter((MatchResult block) -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
