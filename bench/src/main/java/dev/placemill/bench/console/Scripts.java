package dev.placemill.bench.console;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The scripts that drive a browser, with the packages they need, fetched once into a directory
/// that stays until `mvn clean`.
public final class Scripts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PACKAGES = "package.json";
  private static final String BROWSER = "browser.mjs";
  private static final List<String> OURS =
      List.of(BROWSER, "story.mjs", "states.mjs", "many.mjs", "lighthouse.mjs");

  private final Path directory;
  private final Path packages;

  private Scripts(Path directory, Path packages) {
    this.directory = directory;
    this.packages = packages;
  }

  /// The scripts, for packages that somebody has fetched already.
  ///
  /// @param directory where the scripts are put
  /// @param packages holds `node_modules`
  public static Scripts with(Path directory, Path packages) throws IOException {
    for (String script : OURS) {
      Files.write(directory.resolve(script), resource(script));
    }
    return new Scripts(directory, packages);
  }

  /// @param root the checkout under test
  public static Scripts fetch(Path root) throws IOException {
    Path directory = Files.createDirectories(root.resolve("bench/target/console"));
    Path fetched = directory.resolve(PACKAGES);
    boolean complete =
        Files.exists(directory.resolve("node_modules/.package-lock.json"))
            && Files.exists(fetched)
            && Files.readString(fetched)
                .equals(new String(resource(PACKAGES), StandardCharsets.UTF_8));
    if (!complete) {
      System.out.println(
          "Fetching a browser's driver and what looks at pages, once (a minute) ...");
      Files.write(fetched, resource(PACKAGES));
      Command.run(
          directory,
          Map.of(),
          List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"));
    }
    return with(directory, directory);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  /// A directory for pictures of pages.
  public Path pictures() throws IOException {
    Path pictures = directory.resolve("pictures");
    if (Files.isDirectory(pictures)) {
      Command.removeTree(pictures);
    }
    return Files.createDirectories(pictures);
  }

  /// Whether there is a browser, of this machine or of a package.
  public boolean hasBrowser() throws IOException {
    String looks =
        "import { executable } from './browser.mjs'; console.log(JSON.stringify(await executable()));";
    return !node(List.of("--input-type=module", "--eval", looks)).getLast().isNull();
  }

  /// Runs a script to its end.
  ///
  /// @return what it printed, a document a line
  public List<JsonNode> run(String script, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(script));
    words.addAll(List.of(arguments));
    return node(words);
  }

  private List<JsonNode> node(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(words);
    Map<String, String> environment =
        Map.of("CONSOLE_TOOLS", packages.resolve(PACKAGES).toString());
    return Command.run(directory, environment, command)
        .output()
        .lines()
        .map(JSON::readTree)
        .toList();
  }

  /// Keeps a picture where the documents show it.
  public static void keep(Path picture, Path documents) throws IOException {
    Files.createDirectories(documents);
    Files.copy(
        picture,
        documents.resolve(String.valueOf(picture.getFileName())),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
