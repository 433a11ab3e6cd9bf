package dev.placemill.bench;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a stranger does first: clone, and enrich the example list.
final class Checkout {
  private Checkout() {}

  /// Clones what is committed, with nothing cached of PostgreSQL, and enriches the examples.
  ///
  /// @param repository an empty local Maven repository, or null for the one of this user
  static double secondsToFirstRows(Path root, Path directory, @Nullable Path repository)
      throws IOException {
    Files.createDirectories(directory);
    directory.toFile().setExecutable(true, false);
    Path clone = directory.resolve("clone");
    Path enriched = directory.resolve("enriched.csv");
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    environment.put("PLACEMILL_DATA", directory.resolve("data").toString());
    if (repository != null) {
      String options = Objects.requireNonNullElse(System.getenv("MAVEN_OPTS"), "");
      environment.put("MAVEN_OPTS", (options + " -Dmaven.repo.local=" + repository).strip());
    }
    Command cloned =
        Command.run(
            directory,
            Map.of(),
            List.of("git", "clone", "--quiet", root.toString(), clone.toString()));
    Command run =
        Command.run(
            clone,
            environment,
            List.of("./placemill", "enrich", "examples/stores.csv", "-o", enriched.toString()));
    if (Files.readAllLines(enriched).size() < 2) {
      throw new IllegalStateException("the example list was not enriched");
    }
    return cloned.seconds() + run.seconds();
  }
}
