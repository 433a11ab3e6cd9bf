package dev.placemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a checkout of its own, with a `java` and an `mvn` that only write down how they
/// were called.
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "placemill").toAbsolutePath().normalize();

  @TempDir private Path directory = Path.of("");

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeCheckout() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: no /bin/bash here");
    Path checkout = checkout();
    for (String room : List.of("enrichment", "server", "spark")) {
      Files.createDirectories(checkout.resolve(room).resolve("src/main"));
      Files.writeString(checkout.resolve(room).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.copy(LAUNCHER, checkout.resolve("placemill"), StandardCopyOption.COPY_ATTRIBUTES);
    makeTool(jdk().resolve("bin/java"), "for word; do echo \"[$word]\"; done; pwd");
    makeTool(jdk().resolve("bin/javac"), "exit 0");
    Files.writeString(jdk().resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.createDirectories(directory.resolve("tools"));
  }

  @Test
  void aFreshCheckoutIsBuiltOnceAndArgumentsArriveWhole() throws Exception {
    makeMaven("echo built >>\"$MADE\"; " + writeJar());

    Ended first = launch(Map.of(), "enrich", "my list.csv");
    Ended second = launch(Map.of(), "enrich", "my list.csv");

    assertThat(first.err).contains("Building Placemill");
    assertThat(first.out).contains("[enrich]\n[my list.csv]\n").endsWith(here() + "\n");
    assertThat(second.err).isEmpty();
    assertThat(Files.readAllLines(directory.resolve("made"))).containsExactly("built");
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws Exception {
    makeMaven("echo built >>\"$MADE\"; " + writeJar());
    launch(Map.of());
    Path jar = checkout().resolve("server/target/placemill.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

    launch(Map.of());

    assertThat(Files.readAllLines(directory.resolve("made"))).hasSize(2);
  }

  @Test
  void launchesAtTheSameTimeBuildOnce() throws Exception {
    makeMaven("echo built >>\"$MADE\"; sleep 1; " + writeJar());
    Process one = start(Map.of());
    Process two = start(Map.of());

    assertThat(ended(one).code).isZero();
    assertThat(ended(two).code).isZero();
    assertThat(Files.readAllLines(directory.resolve("made"))).containsExactly("built");
  }

  @Test
  void aBuildThatDiedIsDoneAgain() throws Exception {
    makeMaven("echo built >>\"$MADE\"; " + writeJar());
    Path target = Files.createDirectories(checkout().resolve("server/target"));
    Files.writeString(target.resolve("placemill.jar"), "half");
    Path lock = Files.createDirectories(checkout().resolve("enrichment/target/.placemill-build"));
    Files.writeString(lock.resolve("pid"), "999999999");

    assertThat(launch(Map.of()).code).isZero();
    assertThat(target.resolve("placemill.jar")).hasContent("jar\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildShowsWhatMavenSaidAndLeavesNoJar() throws Exception {
    makeMaven("echo '[WARNING] noise'; echo '[ERROR] no network'; " + writeJar() + "; exit 1");

    Ended ended = launch(Map.of());

    assertThat(ended.code).isEqualTo(1);
    assertThat(ended.err).contains("no network").doesNotContain("noise");
    assertThat(checkout().resolve("server/target/placemill.jar")).doesNotExist();
  }

  @Test
  void aMissingMavenIsOneSentence() throws Exception {
    Ended ended = launch(Map.of());

    assertThat(ended.code).isEqualTo(1);
    assertThat(ended.err.lines())
        .containsExactly("placemill: has to be built first, and Maven (mvn) is not installed.");
  }

  @Test
  void aJavaThatIsTooOldIsOneSentence() throws Exception {
    Files.writeString(jdk().resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

    Ended none = launch(Map.of("PLACEMILL_JAVA_DIRS", directory.resolve("none").toString()));
    Ended old = launch(Map.of("JAVA_HOME", jdk().toString()));
    Ended named = launch(Map.of("PLACEMILL_JAVA_HOME", jdk().toString()));

    assertThat(none.code).isEqualTo(1);
    assertThat(none.err.lines()).hasSize(1).first().asString().contains("JDK 25 or newer");
    assertThat(old.err.lines()).hasSize(1).first().asString().contains("JDK 25 or newer");
    assertThat(named.err.lines()).hasSize(1).first().asString().contains("PLACEMILL_JAVA_HOME is");
  }

  @Test
  void aLinkToTheLauncherWorksFromAnywhere() throws Exception {
    makeMaven(writeJar());
    Path link =
        Files.createSymbolicLink(directory.resolve("link"), checkout().resolve("placemill"));

    Ended ended = ended(start(link, Map.of("PLACEMILL_JAVA_OPTS", "-Xmx1g -Da=b"), "serve"));

    assertThat(ended.out).contains("[-Xmx1g]\n[-Da=b]\n").contains("[serve]\n");
  }

  @Test
  void bulkIsBuiltFromItsOwnModuleAndStartedWithSparkBesideIt() throws Exception {
    makeMaven("echo \"$*\" >>\"$MADE\"; " + writeJar("spark/target", "placemill-spark.jar"));
    Path target = checkout().toRealPath().resolve("spark/target");

    Ended first = launch(Map.of(), "bulk", "my places.parquet", "out", "--master", "local[2]");
    Ended second = launch(Map.of(), "bulk", "--help");

    assertThat(first.code).as(first.err).isZero();
    assertThat(first.err).contains("Building Placemill", "Spark is fetched with it");
    assertThat(first.out)
        .contains(
            "[-cp]\n[%1$s/placemill-spark.jar:%1$s/lib/*]\n[dev.placemill.spark.Main]\n"
                .formatted(target))
        .contains(
            "[dev.placemill.spark.Main]\n[my places.parquet]\n[out]\n[--master]\n[local[2]]\n")
        .doesNotContain("[bulk]");
    assertThat(second.err).isEmpty();
    assertThat(second.out).contains("[dev.placemill.spark.Main]\n[--help]\n");
    assertThat(Files.readAllLines(directory.resolve("made")))
        .singleElement()
        .asString()
        .contains("-pl spark -am");
    assertThat(checkout().resolve("server/target")).doesNotExist();
  }

  private String writeJar() {
    return writeJar("server/target", "placemill.jar");
  }

  private String writeJar(String target, String jar) {
    return "mkdir -p '%1$s' && echo jar >'%1$s/%2$s'".formatted(checkout().resolve(target), jar);
  }

  private Path checkout() {
    return directory.resolve("a check out");
  }

  private Path jdk() {
    return directory.resolve("jdks/jdk-25");
  }

  private String here() throws IOException {
    return directory.toRealPath().toString();
  }

  private void makeMaven(String script) throws IOException {
    makeTool(
        directory.resolve("tools/mvn"),
        "export MADE='%s'; %s".formatted(directory.resolve("made"), script));
  }

  private static void makeTool(Path path, String script) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/bash\n" + script + "\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    return ended(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    return start(checkout().resolve("placemill"), environment, arguments);
  }

  /// On a path that holds only plain tools: whatever java and mvn this machine has are not seen.
  private Process start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    Path tools = directory.resolve("tools");
    for (String name :
        List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "touch")) {
      Path tool = tools.resolve(name);
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(bin -> Path.of(bin, name))
              .filter(Files::exists)
              .findFirst()
              .orElse(null);
      if (real != null && !Files.exists(tool)) {
        Files.createSymbolicLink(tool, real);
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("/bin/bash", launcher.toString()), Stream.of(arguments))
                .toList());
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("PLACEMILL_JAVA_DIRS", directory.resolve("jdks").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended ended(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }
}
