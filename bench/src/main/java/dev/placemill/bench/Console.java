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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  private static final String KEYS = "keys";
  private static final String PHONE = "phone";
  private static final int PLACES = 200;
  private static final int MANY = 50_000;
  private static final int MANY_IF_QUICK = 5_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  // What comes within a tenth of a second is taken for movement, also where others work beside it.
  private static final double SMOOTH_MS = 100;
  private static final List<String> PAGES =
      List.of("batches", "new", "reference", "webhooks", "keys", "health");

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
    try (var server = ServerUnderTest.start(setup.root(), data, OPEN);
        var signedOut =
            ServerUnderTest.start(setup.root(), setup.scratch().resolve(KEYS), Map.of());
        var client = new BatchClient(server.url(), BatchClient.newKey(setup.root(), data))) {
      states(setup, scripts, server, pictures, figures);
      many(setup, scripts, server, client, pictures, figures);
      figures
          .add("axe", "violations that axe finds", axe.size())
          .require(axe.isEmpty(), "axe finds nothing");
      lighthouse(
          setup,
          scripts,
          addresses(setup, server.url(), signedOut.url(), batch(setup, client)),
          figures);
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
    Story story = Story.tell(setup.root(), setup.scratch().resolve(KEYS), scripts, pictures);
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
        .require(seen.path("wrong").isEmpty(), "every page in every state as it should be");
  }

  /// A real batch as large as batches get.
  private void many(
      Setup setup,
      Scripts scripts,
      ServerUnderTest server,
      BatchClient client,
      Path pictures,
      Figures figures)
      throws IOException {
    int places = setup.quick() ? MANY_IF_QUICK : MANY;
    byte[] list =
        BatchClient.lines(PlaceLists.of(setup.root()).branches(places, new Random(setup.seed())));
    Path file = Files.write(setup.scratch().resolve("list.ndjson"), list);
    String batch = client.upload(list, "batch_name=All%20branches&max_places=" + places);
    client.awaitEnd(batch, LOOK_AGAIN);
    JsonNode seen =
        scripts
            .run("many.mjs", server.url().toString(), batch, file.toString(), pictures.toString())
            .getLast();
    take(seen);
    seen.path("wrong").forEach(sentence -> System.err.println(sentence.asString()));
    JsonNode took = seen.path("figures");
    Map<String, String> what = new LinkedHashMap<>();
    what.put(
        "first_row_ms", "until its first row stands there, when the server has just started, ms");
    what.put("wheel_ms", "95 of 100 pictures while a wheel scrolls come within, ms");
    what.put("drag_ms", "the same while the bar is dragged from the first row to the last, ms");
    what.put("search_ms", "until a search of all rows is drawn, ms");
    what.put("filter_ms", "until a filter by confidence is drawn, ms");
    what.put("place_ms", "until a place has opened, ms");
    what.put("next_place_ms", "until the one beside it has, ms");
    what.put("zoom_ms", "until the map has come nearer, of which 250 are the movement, ms");
    what.put("dropped_ms", "until a list of as many rows, dropped as a new batch, is told of, ms");
    figures.add("places", "places of a real batch", took.path("places").asInt());
    what.forEach((key, label) -> figures.add(key, label, took.path(key).asDouble(), 0));
    figures
        .require(seen.path("wrong").isEmpty(), "a large batch opens, scrolls and is filtered")
        .require(took.path("places").asInt() == places, "all places of the batch in the page")
        .require(
            took.path("wheel_ms").asDouble() <= SMOOTH_MS,
            "a wheel scrolls without standing still");
  }

  private static List<String> addresses(Setup setup, URI server, URI signedOut, String batch) {
    var addresses = new ArrayList<String>(List.of("%s/#/batches/%s".formatted(server, batch)));
    if (!setup.quick()) {
      PAGES.forEach(page -> addresses.add("%s/#/%s".formatted(server, page)));
      addresses.add(signedOut.toString());
    }
    return addresses;
  }

  private static void lighthouse(
      Setup setup, Scripts scripts, List<String> addresses, Figures figures) throws IOException {
    JsonNode lowest = lighthouse(scripts, "desktop", addresses);
    score("", lowest, "accessibility", ACCESSIBLE, figures);
    score("", lowest, "best-practices", GOOD_PRACTICE, figures);
    score("", lowest, "performance", QUICK_ENOUGH, figures);
    if (!setup.quick()) {
      lowest = lighthouse(scripts, PHONE, addresses);
      score(PHONE, lowest, "accessibility", ACCESSIBLE, figures);
      score(PHONE, lowest, "best-practices", GOOD_PRACTICE, figures);
      // A processor that is slowed to a quarter, of a machine with more to do: no goal.
      score(PHONE, lowest, "performance", 0, figures);
    }
  }

  private static JsonNode lighthouse(Scripts scripts, String device, List<String> addresses)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(device));
    arguments.addAll(addresses);
    return scripts.run("lighthouse.mjs", arguments.toArray(String[]::new)).getLast();
  }

  /// @param device empty for a desktop computer
  private static void score(
      String device, JsonNode lowest, String kind, double goal, Figures figures) {
    JsonNode one = lowest.path(kind);
    double score = one.path("score").asDouble();
    String name = device.isEmpty() ? kind : kind + ", as on a " + device;
    if (score < 1) {
      System.out.printf(
          "Lighthouse, %s: %.2f at %s, for %s%n",
          name, score, one.path("page").asString(), one.path("audits"));
    }
    String key = "lighthouse_" + kind.replace('-', '_') + (device.isEmpty() ? "" : "_" + device);
    figures
        .add(key, "Lighthouse, lowest " + name, score, 2)
        .require(score >= goal, "Lighthouse %s of at least %.2f".formatted(name, goal));
  }

  /// A batch that has ended, for pages to show.
  private static String batch(Setup setup, BatchClient client) throws IOException {
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
