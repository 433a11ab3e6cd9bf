package dev.placemill.bench.webhooks;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Webhooks and events against the published libraries: npm's `standardwebhooks` has to take our
/// messages and refuse those that were changed or are old, and npm's `eventsource`, cut off again
/// and again, must lose and repeat no event.
public final class WebhookContract {
  private static final List<String> LIBRARIES =
      List.of("standardwebhooks@1.1.1", "eventsource@4.1.1");
  private static final String SCRIPT = "check.mjs";
  private static final String LAST_LINE = "findings=\\d+ checks=\\d+";

  // Many small steps, so that a batch has many events.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PLACEMILL_WEBHOOK_ALLOW_PRIVATE_ADDRESSES", "true",
          "PLACEMILL_BATCH_SLICE_SIZE", "10",
          "PLACEMILL_WORKER_SLICES", "1",
          "PLACEMILL_WAIT_LOOK_EVERY", "10ms");

  private WebhookContract() {}

  /// Runs the check against a server of its own.
  ///
  /// @param scratch an empty directory
  /// @return what is not as it should be, a sentence each
  public static List<String> findings(Path root, Path scratch) throws IOException {
    Path data = scratch.resolve("webhooks-data");
    Path scripts = Files.createDirectories(scratch.resolve("webhooks"));
    try (InputStream script = WebhookContract.class.getResourceAsStream(SCRIPT)) {
      Files.copy(Objects.requireNonNull(script, SCRIPT), scripts.resolve(SCRIPT));
    }
    Files.writeString(scripts.resolve("package.json"), "{\"private\": true}\n");
    List<String> install = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
    install.addAll(LIBRARIES);
    Command.run(scripts, Map.of(), install);
    try (var server = ServerUnderTest.start(root, data, SETTINGS)) {
      Map<String, String> client =
          Map.of(
              "PLACEMILL_URL", server.url().toString(),
              "PLACEMILL_ORG", "bench",
              "PLACEMILL_KEY", BatchClient.newKey(root, data));
      List<String> lines =
          Command.run(scripts, client, List.of("node", SCRIPT)).output().lines().toList();
      if (lines.isEmpty() || !lines.getLast().matches(LAST_LINE)) {
        return List.of("the check did not come to its end: " + lines);
      }
      return lines.subList(0, lines.size() - 1);
    }
  }
}
