package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.console.Scripts;
import dev.placemill.bench.console.Story;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// A data team's day in the console, in a real browser; every page in every state; and what axe and
/// Lighthouse say of them. The pictures of the documents are made on the way.
final class Console implements Proof {
  private static final double ACCESSIBLE = 1;
  private static final double GOOD_PRACTICE = 0.95;
  private static final double QUICK_ENOUGH = 0.9;

  private static final String ORGANIZATION = "bench";
  private static final String OPEN_DATA = "open";
  private static final int PLACES = 200;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final Map<String, String> OPEN =
      Map.of("PLACEMILL_CONSOLE_OPEN_ORGANIZATION", ORGANIZATION);

  private final List<String> axe = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  @Override
  public Figures run(Setup setup) throws IOException {
    var figures = new Figures();
    Scripts scripts = Scripts.fetch(setup.root());
    if (!scripts.hasBrowser()) {
      return figures
          .note("No browser can be had on this machine: nothing was looked at.")
          .require(false, "a browser; set CHROMIUM to one");
    }
    Path pictures = scripts.pictures();
    story(setup, scripts, pictures, figures);
    Path data = setup.scratch().resolve(OPEN_DATA);
    try (var server = ServerUnderTest.start(setup.root(), data, OPEN)) {
      states(setup, scripts, server, pictures, figures);
      figures
          .add("axe", "violations that axe finds", axe.size())
          .require(axe.isEmpty(), "axe finds nothing");
      lighthouse(setup, scripts, server, figures);
    }
    figures
        .add("console_errors", "errors in the browser's console", errors.size())
        .require(errors.isEmpty(), "no error in the browser's console");
    axe.forEach(System.err::println);
    errors.forEach(System.err::println);
    return figures;
  }

  private void story(Setup setup, Scripts scripts, Path pictures, Figures figures)
      throws IOException {
    Story story = Story.tell(setup.root(), setup.scratch().resolve("keys"), scripts, pictures);
    story.steps().forEach(step -> System.out.println("- " + step));
    story.trouble().forEach(trouble -> System.err.println("it ended there: " + trouble));
    take(story.seen());
    figures
        .add("steps", "steps of the story that went well", story.steps().size())
        .require(story.trouble().isEmpty(), "the whole story");
    for (String name : List.of("batch.png", "place.png", "new-batch.png")) {
      if (!setup.quick() && story.trouble().isEmpty()) {
        Scripts.keep(pictures.resolve(name), setup.root().resolve("docs/images"));
      }
    }
  }

  private void states(
      Setup setup, Scripts scripts, ServerUnderTest server, Path pictures, Figures figures)
      throws IOException {
    JsonNode seen =
        scripts
            .run("states.mjs", server.url().toString(), pictures.toString(), quick(setup))
            .getLast();
    take(seen);
    seen.path("wrong").forEach(sentence -> System.err.println(sentence.asString()));
    figures
        .add("states", "pages in their states that were looked at", seen.path("looked").asInt())
        .add(
            "frame_ms",
            "95 of 100 frames while 50,000 rows are scrolled take at most, ms",
            seen.path("slowest").asDouble(),
            0)
        .require(seen.path("wrong").isEmpty(), "every page in every state as it should be");
  }

  private static void lighthouse(
      Setup setup, Scripts scripts, ServerUnderTest server, Figures figures) throws IOException {
    String batch = batch(setup, setup.scratch().resolve(OPEN_DATA), server.url());
    JsonNode lowest =
        scripts.run("lighthouse.mjs", server.url().toString(), batch, quick(setup)).getLast();
    score(lowest, "accessibility", ACCESSIBLE, figures);
    score(lowest, "best-practices", GOOD_PRACTICE, figures);
    score(lowest, "performance", QUICK_ENOUGH, figures);
  }

  private static void score(JsonNode lowest, String kind, double goal, Figures figures) {
    JsonNode one = lowest.path(kind);
    double score = one.path("score").asDouble();
    if (score < 1) {
      System.out.printf(
          "Lighthouse, %s: %.2f at %s, for %s%n",
          kind, score, one.path("page").asString(), one.path("audits"));
    }
    figures
        .add("lighthouse_" + kind.replace('-', '_'), "Lighthouse, lowest " + kind, score, 2)
        .require(score >= goal, "Lighthouse %s of at least %.2f".formatted(kind, goal));
  }

  /// A batch that has ended, for pages to show.
  private static String batch(Setup setup, Path data, URI server) throws IOException {
    var client = new BatchClient(server, BatchClient.newKey(setup.root(), data));
    String batch =
        client.submit(
            "Stores", PlaceLists.of(setup.root()).branches(PLACES, new Random(setup.seed())));
    client.awaitEnd(batch, LOOK_AGAIN);
    return batch;
  }

  private static String quick(Setup setup) {
    return setup.quick() ? "quick" : "";
  }

  private void take(JsonNode seen) {
    seen.path("axe").forEach(one -> axe.add("axe: " + one.asString()));
    seen.path("errors").forEach(one -> errors.add("console: " + one.asString()));
    seen.path("foreign").forEach(one -> errors.add("foreign: " + one.asString()));
  }
}
