package dev.placemill.bench.contract;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A client that openapi-generator makes of the document, compiled, and a program that uses it.
///
/// @param runs the command that runs the guide's quick start with it; empty when this machine
///   cannot
/// @param proof what was done with it, for a person
/// @param objections what is wrong with it
record GeneratedClient(String language, List<String> runs, String proof, List<String> objections) {
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final String PROGRAMS = "clients/";
  private static final Path GO_SOURCES_OF_DEBIAN = Path.of("/usr/share/gocode");
  private static final String JAVA = "java";
  private static final String TYPESCRIPT = "typescript-fetch";
  private static final String PYTHON = "python";
  private static final String GO = "go";

  /// The four languages, one after the other.
  static List<GeneratedClient> all(Target target) throws IOException {
    return List.of(java(target), typescript(target), python(target), go(target));
  }

  /// Runs the quick start.
  ///
  /// @param batches of which it shows the results too
  Toolbox.Ran run(Target target, List<String> batches) throws IOException {
    List<String> words = new ArrayList<>(runs);
    words.addAll(batches);
    Map<String, String> environment =
        Map.of(
            "PLACEMILL_URL", target.url().toString(),
            "PLACEMILL_ORG", target.org(),
            "PLACEMILL_KEY", target.key());
    return target.run(MOST, environment, words);
  }

  /// Parameters go by their names, so that the program stays right when a request gets another one.
  private static GeneratedClient java(Target target) throws IOException {
    Path generated = directory(target, JAVA);
    List<String> objections =
        generate(
            target,
            JAVA,
            "--library=native",
            "--additional-properties=useSingleRequestParameter=true");
    if (!objections.isEmpty()) {
      return new GeneratedClient(JAVA, List.of(), "not generated", objections);
    }
    Path libraries = target.tools().libraries(JAVA, generated.resolve("pom.xml"));
    Path program = program(generated, "QuickStart.java");
    Path classes = generated.resolve("classes");
    List<String> words = new ArrayList<>();
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    words.addAll(List.of(bin.resolve("javac").toString(), "-proc:none", "-nowarn", "-d"));
    words.addAll(List.of(classes.toString(), "-cp", libraries + "/*", program.toString()));
    try (Stream<Path> files = Files.walk(generated.resolve("src/main"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(words::add);
    }
    String path = classes + File.pathSeparator + libraries + "/*";
    return new GeneratedClient(
        JAVA,
        List.of(bin.resolve("java").toString(), "-cp", path, "QuickStart"),
        "compiled and run",
        succeeds(target, generated, JAVA, Map.of(), words));
  }

  private static GeneratedClient typescript(Target target) throws IOException {
    List<String> objections = generate(target, TYPESCRIPT);
    Path generated = directory(target, TYPESCRIPT);
    program(generated, "quick-start.ts");
    Path out = generated.resolve("out");
    List<String> words =
        new ArrayList<>(
            List.of(target.tools().file(".bin/tsc").toString(), "--strict", "--skipLibCheck"));
    words.addAll(List.of("--target", "es2022", "--module", "commonjs", "--types", "node"));
    words.addAll(List.of("--typeRoots", target.tools().file("@types").toString()));
    words.addAll(List.of("--outDir", out.toString(), "quick-start.ts"));
    objections.addAll(succeeds(target, generated, TYPESCRIPT, Map.of(), words));
    return new GeneratedClient(
        TYPESCRIPT,
        List.of("node", out.resolve("quick-start.js").toString()),
        "compiled and run",
        objections);
  }

  private static GeneratedClient python(Target target) throws IOException {
    List<String> objections = generate(target, PYTHON);
    Path program = program(directory(target, PYTHON), "quick_start.py");
    if (!works(target, "python3", "-c", "import pydantic, urllib3, dateutil, typing_extensions")) {
      return new GeneratedClient(
          PYTHON, List.of(), "generated, for what it needs is not here", objections);
    }
    return new GeneratedClient(PYTHON, List.of("python3", program.toString()), "run", objections);
  }

  /// Go has no words of one enumeration alone, so they get its name before them.
  private static GeneratedClient go(Target target) throws IOException {
    List<String> objections = generate(target, GO, "--additional-properties=enumClassPrefix=true");
    boolean hasLibrary =
        Files.isDirectory(GO_SOURCES_OF_DEBIAN.resolve("src/gopkg.in/validator.v2"));
    if (!hasLibrary || !works(target, GO, "version")) {
      return new GeneratedClient(
          GO, List.of(), "generated, for what compiles it is not here", objections);
    }
    Path generated = directory(target, GO);
    Map<String, String> environment =
        Map.of(
            "GO111MODULE", "off",
            "GOCACHE", target.directory().resolve("go-cache").toString(),
            "GOPATH", GO_SOURCES_OF_DEBIAN.toString());
    objections.addAll(succeeds(target, generated, GO, environment, List.of(GO, "build", ".")));
    return new GeneratedClient(GO, List.of(), "compiled", objections);
  }

  private static Path directory(Target target, String language) {
    return target.directory().resolve("client-" + language);
  }

  /// What the generator has to say that is worse than a warning.
  private static List<String> generate(Target target, String language, String... more)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-jar", target.tools().openApiGenerator().toString(), "generate"));
    words.addAll(List.of("-i", "openapi.json", "-g", language));
    words.addAll(List.of("-o", into(target, language).toString()));
    words.addAll(List.of(more));
    Toolbox.Ran ran = target.run(MOST, Map.of(), words);
    List<String> objections = new ArrayList<>();
    ran.output()
        .lines()
        .filter(line -> line.contains(" ERROR ") || line.startsWith("Exception"))
        .forEach(line -> objections.add(language + ": " + line));
    if (ran.status() != 0 && objections.isEmpty()) {
      objections.add("%s: the generator ended with %d".formatted(language, ran.status()));
    }
    return objections;
  }

  /// TypeScript and its program stand beside each other; the others' sources are a whole project.
  private static Path into(Target target, String language) {
    Path directory = directory(target, language);
    return language.equals(TYPESCRIPT) ? directory.resolve("generated") : directory;
  }

  private static Path program(Path into, String name) throws IOException {
    Files.createDirectories(into);
    return Files.write(into.resolve(name), Toolbox.resource(PROGRAMS + name));
  }

  private static List<String> succeeds(
      Target target, Path in, String language, Map<String, String> environment, List<String> words)
      throws IOException {
    Toolbox.Ran ran = target.tools().run(in, MOST, environment, words);
    return ran.status() == 0
        ? List.of()
        : List.of("%s does not compile: %s".formatted(language, ran.output()));
  }

  private static boolean works(Target target, String... words) {
    try {
      return target.run(MOST, Map.of(), List.of(words)).status() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }
}
