package dev.placemill.bench;

import dev.placemill.bench.load.LoadedServer;
import dev.placemill.bench.load.SteadyLoad;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// What a place costs on a store that is full, beside what it costs on one that is empty: two
/// servers in one process, each on its own PostgreSQL, working in turns.
final class Growth implements Proof {
  private static final double MOST = 1.2;

  /// One way to be full.
  ///
  /// @param stored places that have been stored before
  /// @param held slices that have been worked since someone took a snapshot and kept it
  /// @param places in each batch
  private record Fullness(
      String key,
      long stored,
      int held,
      int organizations,
      int batches,
      int places,
      int sliceSize) {
    /// The same batches on an empty store, with no more of them than keep the workers busy.
    Fullness empty() {
      return new Fullness(key, 0, 0, 1, 10, places, sliceSize);
    }
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    System.out.println("| store | places/s empty | places/s full | ratio |");
    System.out.println("| --- | ---: | ---: | ---: |");
    int less = setup.quick() ? 10 : 1;
    var figures = new Figures();
    add(
        figures,
        setup,
        "%,d stored places".formatted(10_000_000 / less),
        new Fullness("stored_ratio", 10_000_000 / less, 0, 1, 10, 1_000, 250));
    add(
        figures,
        setup,
        "%,d queued slices".formatted(100_000 / less),
        new Fullness("queued_ratio", 0, 0, 100, 1_000 / less, 1_000, 10));
    add(
        figures,
        setup,
        "%,d organizations, each with work".formatted(5_000 / less),
        new Fullness("tenants_ratio", 0, 0, 5_000 / less, 5_000 / less, 100, 250));
    add(
        figures,
        setup,
        "%,d batches running at once".formatted(1_000 / less),
        new Fullness("batches_ratio", 0, 0, 100, 1_000 / less, 1_000, 250));
    add(
        figures,
        setup,
        "%,d slices worked since a snapshot that is still held".formatted(100_000 / less),
        new Fullness("snapshot_ratio", 0, 100_000 / less, 1, 10, 1_000, 250));
    return setup.quick()
        ? figures.note("A tenth of the full run; too short to judge a goal by.")
        : figures;
  }

  private static void add(Figures figures, Setup setup, String meaning, Fullness fullness)
      throws IOException {
    double ratio = ratio(setup, meaning, fullness);
    figures.add(fullness.key, "cost of a place with " + meaning, ratio, 2);
    if (!setup.quick()) {
      figures.require(ratio <= MOST, fullness.key + " is at most " + MOST);
    }
  }

  private static double ratio(Setup setup, String meaning, Fullness fullness) throws IOException {
    Path data = setup.scratch().resolve(fullness.key);
    Duration turn = Duration.ofSeconds(setup.quick() ? 3 : 5);
    int turns = setup.rounds().orElse(setup.quick() ? 2 : 5);
    double[] empty = new double[turns];
    double[] full = new double[turns];
    try (var emptyServer = server(data.resolve("empty"), fullness);
        var fullServer = server(data.resolve("full"), fullness)) {
      SteadyLoad emptyLoad = load(emptyServer, fullness.empty());
      SteadyLoad fullLoad = load(fullServer, fullness);
      emptyLoad.run(turn); // the first turns warm the machine up
      fullLoad.run(turn);
      for (int i = 0; i < turns; i++) {
        empty[i] = emptyLoad.run(turn);
        full[i] = fullLoad.run(turn);
      }
    }
    double ratio = median(empty) / median(full);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %.2f |%n",
        meaning,
        median(empty),
        median(full),
        ratio);
    Command.removeTree(data);
    return ratio;
  }

  private static LoadedServer server(Path data, Fullness fullness) {
    return new LoadedServer(
        data,
        Duration.ZERO,
        Map.of(
            "http.port", "0",
            "worker.slices", "8",
            "worker.place-timeout", "10m",
            "queue.open-slices", "1000000",
            "batch.slice-size", Integer.toString(fullness.sliceSize)));
  }

  private static SteadyLoad load(LoadedServer server, Fullness fullness) throws IOException {
    var load = new SteadyLoad(server, server.clients(fullness.organizations), fullness.places);
    load.fill(fullness.batches);
    if (fullness.stored > 0) {
      server.multiplyStored(fullness.stored);
    }
    if (fullness.held > 0) {
      server.holdSnapshot(fullness.held);
    }
    return load;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
