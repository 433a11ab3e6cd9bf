package dev.placemill.bench.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The tools of others, at the versions of `package.json`, fetched once into a directory that stays
/// until `mvn clean`.
public final class Toolbox {
  private static final Duration FETCHING = Duration.ofMinutes(15);

  private static final String OPENAPI_GENERATOR = "org.openapitools:openapi-generator-cli:7.25.0";

  private final Path directory;

  private Toolbox(Path directory) {
    this.directory = directory;
  }

  /// What a tool said, and how it ended.
  public record Ran(int status, String output) {}

  /// @param root the checkout under test
  public static Toolbox fetch(Path root) throws IOException {
    Path directory = root.resolve("bench/target/contract");
    Files.createDirectories(directory);
    var tools = new Toolbox(directory);
    byte[] wanted = resource("package.json");
    Path fetched = directory.resolve("package.json");
    // The one is there before npm begins, the other when it is done.
    if (!Files.exists(fetched)
        || !Files.exists(tools.file(".package-lock.json"))
        || !new String(wanted, StandardCharsets.UTF_8).equals(Files.readString(fetched))) {
      System.out.println("Fetching the tools, once (a few minutes) ...");
      Files.write(fetched, wanted);
      Ran install =
          tools.run(
              directory,
              FETCHING,
              Map.of(),
              List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
      if (install.status() != 0) {
        Files.delete(fetched);
        throw new IOException("npm could not fetch the tools: " + install.output());
      }
    }
    return tools;
  }

  /// The bytes of a file that stands beside this class.
  static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Toolbox.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  /// A file of a package, e.g. `.bin/prism`.
  Path file(String inPackages) {
    return directory.resolve("node_modules").resolve(inPackages);
  }

  /// The program that makes clients of a document.
  Path openApiGenerator() throws IOException {
    String[] parts = OPENAPI_GENERATOR.split(":", -1);
    Path jar = directory.resolve(parts[1] + "-" + parts[2] + ".jar");
    if (!Files.exists(jar)) {
      maven("dependency:copy", "-Dartifact=" + OPENAPI_GENERATOR, "-DoutputDirectory=" + directory);
    }
    return jar;
  }

  /// The libraries that a generated project names, in a directory that stays.
  ///
  /// @param name of the directory
  Path libraries(String name, Path project) throws IOException {
    Path into = directory.resolve("libraries-" + name);
    if (!Files.isDirectory(into)) {
      maven(
          "-f",
          project.toString(),
          "dependency:copy-dependencies",
          "-DincludeScope=compile",
          "-DoutputDirectory=" + into);
    }
    return into;
  }

  /// A program of a package of Debian: of this machine where it is installed, else out of the
  /// package, which needs nobody's permission; none where there are no such packages.
  ///
  /// @param program its path in the package, e.g. `usr/bin/promtool`
  Optional<Path> findOfDebian(String name, String program) throws IOException {
    Path installed = Path.of("/").resolve(program);
    Path unpacked = directory.resolve("debian-" + name);
    Path fetched = unpacked.resolve(program);
    if (Files.isExecutable(installed)) {
      return Optional.of(installed);
    }
    if (!Files.isExecutable(fetched)) {
      Files.createDirectories(unpacked);
      String fetch = "apt-get download %s && dpkg-deb -x %s_*.deb .".formatted(name, name);
      run(unpacked, FETCHING, Map.of(), List.of("sh", "-c", fetch));
    }
    return Files.isExecutable(fetched) ? Optional.of(fetched) : Optional.empty();
  }

  /// Lets scripts of a directory import the packages.
  void link(Path scripts) throws IOException {
    Files.createSymbolicLink(
        scripts.resolve("node_modules"), directory.resolve("node_modules").toAbsolutePath());
  }

  private void maven(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-ntp"));
    command.addAll(List.of(words));
    Ran ran = run(directory, FETCHING, Map.of(), command);
    if (ran.status() != 0) {
      throw new IOException("Maven could not fetch what is needed: " + ran.output());
    }
  }

  /// Runs the program of a package to its end.
  Ran run(Path in, Duration most, String program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(file(".bin/" + program).toString());
    words.addAll(List.of(arguments));
    return run(in, most, Map.of(), words);
  }

  /// Runs a command to its end, or for as long as it may take.
  Ran run(Path in, Duration most, Map<String, String> environment, List<String> words)
      throws IOException {
    Path log = Files.createTempFile(directory, "tool", ".log");
    Process process = start(in, environment, words, log);
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IOException(
            "%s did not end within %d s".formatted(words.getFirst(), most.toSeconds()));
      }
      return new Ran(process.exitValue(), Files.readString(log));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /// Starts a command that runs beside us.
  ///
  /// @param log where all that it says goes
  Process start(Path in, Map<String, String> environment, List<String> words, Path log)
      throws IOException {
    var builder = new ProcessBuilder(words).directory(in.toFile());
    Map<String, String> quiet = new TreeMap<>(environment);
    quiet.put("REDOCLY_TELEMETRY", "off");
    quiet.put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    quiet.put("NO_COLOR", "1");
    builder.environment().putAll(quiet);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    // A proof that is broken off must not leave its tools behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              process.descendants().forEach(ProcessHandle::destroy);
              process.destroy();
            }));
    return process;
  }
}
