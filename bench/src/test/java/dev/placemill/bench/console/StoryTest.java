package dev.placemill.bench.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// A data team's day in the console, in a real browser. `bench/run console` looks at more.
class StoryTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path scratch;

  @Test
  @EnabledIfEnvironmentVariable(
      named = "NODE_PATH",
      matches = ".+",
      disabledReason = "needs npm's playwright-core and axe-core, which .ci/run fetches")
  void aListIsDroppedWatchedJudgedMendedAndExported() throws IOException {
    Path packages = Path.of(System.getenv("NODE_PATH")).resolve("..").normalize();
    assumeTrue(
        Files.isDirectory(packages.resolve("node_modules/playwright-core")), "no playwright-core");
    Scripts scripts = Scripts.with(Files.createDirectory(scratch.resolve("scripts")), packages);
    assumeTrue(scripts.hasBrowser(), "no browser: install chromium, or set CHROMIUM");
    Story story = Story.tell(ROOT, scratch.resolve("data"), scripts, scratch);

    assertThat(story.trouble()).as("after %s", story.steps()).isEmpty();
    assertThat(story.seen().path("axe")).isEmpty();
    assertThat(story.seen().path("errors")).isEmpty();
    assertThat(story.seen().path("foreign")).isEmpty();
  }
}
