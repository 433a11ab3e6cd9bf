package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.Load;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.Memory;
import dev.placemill.bench.server.ServerUnderTest;
import dev.placemill.match.PlaceRecord;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The first impression in figures: how long until the first enriched row, how fast and how large
/// the server is. There are no goals but one: every place sent comes back completed.
final class FirstLight implements Proof {
  private static final int BATCH = 1_000;
  private static final int IN_FLIGHT = 6;
  private static final int WARM_STARTS = 3;

  @Override
  public Figures run(Setup setup) throws IOException {
    var figures = new Figures();
    figures.add("seed", "seed of the generated lists", setup.seed());
    starts(setup, figures);
    PlaceLists lists = PlaceLists.of(setup.root());
    load(
        setup,
        figures,
        "brand",
        setup.scratch().resolve("data"),
        batch -> lists.branches(BATCH, new Random(setup.seed() + batch)));
    reference(setup, figures);
    checkout(setup, figures);
    return figures;
  }

  private static void starts(Setup setup, Figures figures) throws IOException {
    Path data = setup.scratch().resolve("data");
    Map<String, String> cold =
        Map.of("XDG_CACHE_HOME", setup.scratch().resolve("cache").toString());
    Duration coldStart;
    try (var server = ServerUnderTest.start(setup.root(), data, cold)) {
      coldStart = server.startTook();
    }
    List<Duration> warmStarts = new ArrayList<>();
    Memory atRest = new Memory(0, 0);
    for (int i = 0; i < WARM_STARTS; i++) {
      try (var server = ServerUnderTest.start(setup.root(), data, cold)) {
        warmStarts.add(server.startTook());
        atRest = Memory.of(server);
      }
    }
    warmStarts.sort(null);
    figures
        .add(
            "start_cold_s",
            "server start, nothing unpacked, no database, s",
            Command.seconds(coldStart),
            2)
        .add(
            "start_warm_s",
            "server start on an existing data directory, median, s",
            Command.seconds(warmStarts.get(WARM_STARTS / 2)),
            2)
        .add(
            "jvm_rest_mb",
            "memory of the JVM after the start, MB",
            Memory.megabytes(atRest.jvm()),
            0)
        .add(
            "postgres_rest_mb",
            "memory of PostgreSQL after the start, MB",
            Memory.megabytes(atRest.postgres()),
            0);
  }

  private static void load(
      Setup setup,
      Figures figures,
      String sources,
      Path data,
      IntFunction<List<PlaceLists.Place>> lists)
      throws IOException {
    int batches = setup.quick() ? 12 : 60;
    try (var server = ServerUnderTest.start(setup.root(), data, Map.of());
        var client = new BatchClient(server.url(), BatchClient.newKey(setup.root(), data))) {
      var load = new Load(client, lists);
      Load.Outcome first = load.run(1, 1);
      load.run(IN_FLIGHT, IN_FLIGHT);
      Memory.Peak<Load.Outcome> peak = Memory.during(server, () -> load.run(batches, IN_FLIGHT));
      Load.Outcome outcome = peak.result();
      figures
          .add(
              sources + "_first_batch_s",
              "first batch of 1,000 after a start, s (" + sources + ")",
              Command.seconds(first.took()),
              2)
          .add(
              sources + "_places_per_s",
              "places per second, %d batches of 1,000, %d in flight (%s)"
                  .formatted(batches, IN_FLIGHT, sources),
              outcome.placesPerSecond(),
              0)
          .add(
              sources + "_brand_share",
              "share that came back with a brand (" + sources + ")",
              outcome.shareWithBrand(),
              3)
          .add(
              sources + "_website_share",
              "share that came back with a website (" + sources + ")",
              outcome.shareWithWebsite(),
              3)
          .add(sources + "_in", "places sent (" + sources + ")", outcome.sent())
          .add(sources + "_out", "places returned, each once (" + sources + ")", outcome.returned())
          .add(sources + "_failed", "places failed (" + sources + ")", outcome.failed())
          .add(
              "jvm_" + sources + "_mb",
              "memory of the JVM under load, MB (" + sources + ")",
              Memory.megabytes(peak.memory().jvm()),
              0)
          .add(
              "postgres_" + sources + "_mb",
              "memory of PostgreSQL under load, MB (" + sources + ")",
              Memory.megabytes(peak.memory().postgres()),
              0)
          .require(first.isWhole() && outcome.isWhole(), "every place sent comes back completed");
    }
  }

  private static void reference(Setup setup, Figures figures) throws IOException {
    List<Path> extracts = extracts(setup.testData());
    if (extracts.isEmpty()) {
      figures.note(
          "SKIPPED: reference index and import; PLACEMILL_TEST_DATA names no directory with osm/*.osm.pbf.");
      return;
    }
    Path data = setup.scratch().resolve("reference-data");
    List<String> words = new ArrayList<>();
    words.add(setup.root().resolve("placemill").toString());
    words.add("import");
    extracts.forEach(extract -> words.add(extract.toString()));
    words.addAll(List.of("--json", "--data", data.toString()));
    Command run = Command.run(setup.root(), Map.of(), words);
    var summary = JsonMapper.shared().readTree(run.output());
    long places = summary.path("places_imported").asLong();
    figures
        .add("imported", "places imported from %d extracts".formatted(extracts.size()), places)
        .add(
            "import_places_per_s",
            "import, places per second, without the start of the JVM",
            places / summary.path("seconds").asDouble(),
            0)
        .add("import_command_s", "the whole import command, s", run.seconds(), 2)
        .add(
            "index_bytes_per_place",
            "size of the index, bytes per place",
            (double) Command.bytesIn(data.resolve("reference")) / places,
            0);
    List<PlaceRecord> records = records(data.resolve("reference"));
    load(
        setup,
        figures,
        "reference",
        data,
        batch -> PlaceLists.slips(records, BATCH, new Random(setup.seed() + batch)));
  }

  private static List<Path> extracts(@Nullable Path testData) throws IOException {
    if (testData == null || !Files.isDirectory(testData.resolve("osm"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(testData.resolve("osm"))) {
      return files.filter(file -> file.toString().endsWith(".osm.pbf")).sorted().toList();
    }
  }

  private static List<PlaceRecord> records(Path reference) {
    List<PlaceRecord> records = new ArrayList<>();
    try (var catalog = new ReferenceCatalog(reference);
        ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(place -> {
        if (place.coordinates() != null && !place.isClosed()) {
          records.add(place);
        }
      });
    }
    return records;
  }

  private static void checkout(Setup setup, Figures figures) throws IOException {
    figures.add(
        "clone_to_rows_s",
        "from git clone to the enriched examples, warm Maven repository, s",
        Checkout.secondsToFirstRows(setup.root(), setup.scratch().resolve("warm"), null),
        1);
    if (setup.coldRepository()) {
      figures.add(
          "clone_to_rows_cold_s",
          "from git clone to the enriched examples, empty Maven repository, s",
          Checkout.secondsToFirstRows(
              setup.root(), setup.scratch().resolve("cold"), setup.scratch().resolve("m2")),
          1);
    }
  }
}
