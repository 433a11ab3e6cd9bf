package dev.placemill.bench.promises;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;

/// Compiles the tests once and changed files of the server as often as needed, and runs tests on
/// the server with such a change, several at once if need be. Nothing is written outside of its
/// directory.
public final class Workbench {
  private static final int PATIENCE_SECONDS = 120;

  private final Path server;
  private final Path tests;
  private final Path directory;
  private final String classPath;
  private final AtomicInteger runs = new AtomicInteger();

  private Workbench(Path root, Path directory) {
    this.server = root.resolve("server");
    this.tests = server.resolve("src/test/java");
    this.directory = directory;
    this.classPath =
        String.join(
            File.pathSeparator,
            directory.resolve("tests").toString(),
            server.resolve("src/test/resources").toString(),
            System.getProperty("java.class.path"));
  }

  /// @param directory empty
  /// @param names the tests that may be run
  public static Workbench of(Path root, Path directory, Collection<TestName> names)
      throws IOException {
    var workbench = new Workbench(root, directory);
    Set<Path> sources = new LinkedHashSet<>();
    for (TestName name : names) {
      sources.add(name.source(workbench.tests));
    }
    workbench.compile(sources, directory.resolve("tests"));
    return workbench;
  }

  /// Runs tests on the server as it is.
  ///
  /// @return what became of each: `passed ...`, `failed ...` or anything else
  public List<String> run(Collection<TestName> names) throws IOException {
    return run(Files.createDirectories(next()), names);
  }

  /// Runs a mechanism's test on the server without it.
  public List<String> runWithout(Mechanism mechanism) throws IOException {
    Path place = next();
    Path sources = server.resolve("src/main/java");
    Map<String, String> changed = new HashMap<>();
    for (Edit edit : mechanism.edits()) {
      String source = changed.get(edit.file());
      changed.put(
          edit.file(),
          edit.applyTo(source == null ? Files.readString(sources.resolve(edit.file())) : source));
    }
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> file : changed.entrySet()) {
      Path copy = place.resolve("source").resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      files.add(Files.writeString(copy, file.getValue()));
    }
    compile(files, place.resolve("classes"));
    return run(place, List.of(mechanism.test()));
  }

  private Path next() {
    return directory.resolve("run" + runs.incrementAndGet());
  }

  private void compile(Collection<Path> files, Path into) throws IOException {
    Files.createDirectories(into);
    var compiler = ToolProvider.getSystemJavaCompiler();
    var complaints = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-classpath",
              classPath,
              "-sourcepath",
              tests.toString(),
              "-d",
              into.toString());
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new IllegalStateException("does not compile: " + complaints);
      }
    }
  }

  private List<String> run(Path place, Collection<TestName> names) throws IOException {
    Path report = place.resolve("report");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place.resolve("classes") + File.pathSeparator + classPath,
                TestRun.class.getName(),
                report.toString()));
    for (TestName name : names) {
      words.add(name.qualified(tests));
    }
    Process process =
        new ProcessBuilder(words)
            .directory(server.toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("log").toFile())
            .start();
    boolean ended;
    try {
      ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (!ended) {
      process.destroy();
      process.onExit().join();
      return List.of("broken: did not end");
    }
    return Files.exists(report) ? Files.readAllLines(report) : List.of("broken: did not begin");
  }
}
