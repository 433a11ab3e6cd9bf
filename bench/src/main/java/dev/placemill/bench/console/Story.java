package dev.placemill.bench.console;

import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A data team's day in the console, told by a script that drives a browser.
///
/// @param steps what was done, in a sentence each, as far as the story came
/// @param trouble why it ended before its end, empty when it did not
/// @param seen what axe found, what the browser complained of, and which foreign hosts were asked
public record Story(List<String> steps, List<String> trouble, JsonNode seen) {
  private static final String ORGANIZATION = "bench";
  private static final String EVERY_SCOPE = "batches:read,batches:write,webhooks:write,admin";
  private static final Map<String, String> SETTINGS =
      Map.of("PLACEMILL_WEBHOOK_ALLOW_PRIVATE_ADDRESSES", "true");

  /// Tells it to a server of its own.
  ///
  /// @param root the checkout under test
  /// @param data a directory for the server
  /// @param pictures a directory for pictures of pages
  public static Story tell(Path root, Path data, Scripts scripts, Path pictures)
      throws IOException {
    try (var server = ServerUnderTest.start(root, data, SETTINGS)) {
      List<JsonNode> said =
          scripts.run("story.mjs", server.url().toString(), key(root, data), pictures.toString());
      return new Story(sentences(said, "step"), sentences(said, "failed"), said.getLast());
    }
  }

  private static List<String> sentences(List<JsonNode> said, String member) {
    return said.stream()
        .filter(line -> line.has(member))
        .map(line -> line.path(member).asString())
        .toList();
  }

  private static String key(Path root, Path data) throws IOException {
    List<String> words =
        List.of(
            root.resolve("placemill").toString(),
            "key",
            "create",
            ORGANIZATION,
            "--scope",
            EVERY_SCOPE,
            "--data",
            data.toString());
    return Command.run(root, Map.of(), words).output().strip();
  }
}
