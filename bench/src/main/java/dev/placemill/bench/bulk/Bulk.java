package dev.placemill.bench.bulk;

import dev.placemill.bench.bulk.BareLibrary.Speed;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Five million places on a standalone Spark cluster of two workers, one of whose executors is
/// killed in the middle: whether every row comes out once, how fast beside the bare library, and
/// whether a place gets the answer that the server gives.
public final class Bulk implements Proof {
  private static final int PLACES_OF_A_ROUND = 10_000;
  private static final int ROUNDS = 500;
  private static final int PLACES_IF_QUICK = 4_000;
  private static final int LEAST_KNOWN_IF_QUICK = 30_000;
  private static final int FILES = 8;

  /// So many places does the bare library do each time it is measured.
  private static final int SAMPLE = 5_000;

  private static final int SAMPLE_IF_QUICK = 1_000;

  /// So often, one time after the other, that a stretch of the list that is quickly done does not
  /// decide.
  private static final int MEASURED_ROUNDS = 8;

  private static final int PLACES_OF_THE_BROKEN_OFF = 4_000;

  /// Until then the compiler of the JVM has made it faster with every round.
  private static final int WARM_UP_ROUNDS = 12;

  private static final int WORKERS = 2;
  private static final double LEAST_SHARE = 0.7;

  /// What `docs/how-to/bulk.md` estimates for an executor of one core.
  private static final String MEMORY = "1536m";

  /// As an executor is started where nobody says otherwise, and told of as many processors as a
  /// worker has cores: else its collector takes those of the others, and one thread is not one.
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseParallelGC",
          SparkCluster.ONE_PROCESSOR,
          "-Xmx" + MEMORY);

  private static final String ON_LOOPBACK =
      "-Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -Dspark.executor.memory="
          + MEMORY;

  @Override
  public Figures run(Setup setup) throws IOException {
    int rows = setup.quick() ? PLACES_IF_QUICK : setup.rounds().orElse(ROUNDS) * PLACES_OF_A_ROUND;
    Path data = Files.createDirectory(setup.scratch().resolve("data"));
    MessyList list = MessyList.of(setup, rows, setup.quick() ? LEAST_KNOWN_IF_QUICK : 0, data);
    Path lists = setup.scratch().resolve("lists");
    list.write(lists, FILES);
    System.out.printf(
        Locale.ROOT,
        "A list of %,d rows in %d files, %.0f MB%n",
        rows,
        FILES,
        Command.bytesIn(lists) / 1e6);
    Path sample = setup.scratch().resolve("sample.jsonl");
    int warmUp = setup.quick() ? 1 : WARM_UP_ROUNDS;
    int places = setup.quick() ? SAMPLE_IF_QUICK : SAMPLE;
    int measured = setup.quick() ? 1 : MEASURED_ROUNDS;
    // Before the run, after it with a round more, and once more beside another.
    Neighbourhoods.write(list, (warmUp + 3 * measured + 1) * places, sample);
    var figures = new Figures();
    Path ofSpark = Files.createDirectory(setup.scratch().resolve("spark"));
    try (var library = BareLibrary.start(FLAGS, data, sample, places, warmUp);
        var cluster = SparkCluster.start(setup.root(), ofSpark, WORKERS)) {
      var where = new BulkRun.Place(setup.root(), ofSpark, data, cluster.master(), ON_LOOPBACK);
      Path output = setup.scratch().resolve("enriched");
      Speed before = library.measure(measured);
      KilledExecutor.Outcome outcome = KilledExecutor.run(cluster, where, lists, output);
      library.measure(1); // it has idled for so long that its pages may be gone from memory
      Speed best = before.or(library.measure(measured));
      addSpeed(figures, setup, rows, outcome, best);
      if (!setup.quick()) {
        addSpeedOfMachine(figures, rows, outcome, library, data, sample);
      }
      addRows(figures, new Output(output), rows);
      BulkRun.Place afterwards = setup.quick() ? where.onThisMachine() : where;
      int differing = SameAnswers.differing(list, afterwards);
      figures
          .add(
              "differs_from_server",
              "of 1,000 places, those whose items differ from the server's",
              differing)
          .require(differing == 0, "a place gets the answer that the server gives");
      figures.require(
          isLeftAlone(afterwards, output), "a second run over a finished output changes no file");
      figures.require(goesOn(list, afterwards), "a run that was killed goes on where it stopped");
    }
    return figures;
  }

  private static void addSpeed(
      Figures figures, Setup setup, int rows, KilledExecutor.Outcome outcome, Speed library) {
    double perSecond = rows / Command.seconds(outcome.took());
    double share = perSecond / (library.perSecond() * WORKERS);
    double perProcessorSecond = rows / Command.seconds(outcome.processor());
    figures
        .add("places_per_s", "places per second of the whole command", perSecond, 0)
        .add(
            "share_of_library",
            "by what the bare library would do on as many cores (%,.0f/s on one)"
                .formatted(library.perSecond()),
            share,
            3)
        .note(
            String.format(
                Locale.ROOT,
                "%,d places in %.0f s, of which %.0f s until the first part could begin; after that %,.0f a second."
                    + " By the time of processors: %,.0f a second, driver and daemons included, beside %,.0f of the bare library, a share of %.3f.",
                rows,
                Command.seconds(outcome.took()),
                Command.seconds(outcome.untilWork()),
                rows / Command.seconds(outcome.took().minus(outcome.untilWork())),
                perProcessorSecond,
                library.perProcessorSecond(),
                perProcessorSecond / library.perProcessorSecond()))
        .note(outcome.killed());
    if (setup.quick()) {
      figures.note("Most of a quick run is starting up; share_of_library is not judged.");
    } else {
      figures.require(share >= LEAST_SHARE, "share_of_library is at least " + LEAST_SHARE);
    }
  }

  /// Beside what the machine gives: one thread alone has caches, memory and the clock of both
  /// cores.
  private static void addSpeedOfMachine(
      Figures figures,
      int rows,
      KilledExecutor.Outcome outcome,
      BareLibrary library,
      Path data,
      Path sample)
      throws IOException {
    try (var other = BareLibrary.start(FLAGS, data, sample, SAMPLE, WARM_UP_ROUNDS)) {
      double perSecond = BareLibrary.perSecondAtOnce(List.of(library, other), MEASURED_ROUNDS);
      figures.add(
          "share_of_machine",
          "by what two bare libraries do side by side (%,.0f/s together)".formatted(perSecond),
          rows / Command.seconds(outcome.took()) / perSecond,
          3);
    }
  }

  private static void addRows(Figures figures, Output output, int rows) throws IOException {
    Output.Count count = output.count(rows);
    figures
        .add("lost", "rows of the list that are not in the output", count.lost())
        .add("doubled", "rows that are there more than once", count.doubled())
        .note(
            "%,d rows in, %,d out, %,d failed; %,d bytes of Parquet a row."
                .formatted(
                    rows, count.rows(), count.failed(), output.bytes() / Math.max(1, count.rows())))
        .require(count.lost() == 0, "nothing is lost")
        .require(count.doubled() == 0, "nothing is doubled")
        .require(count.failed() == MessyList.bad(rows), "the bad rows have failed, and no other");
  }

  private static boolean isLeftAlone(BulkRun.Place where, Path output) throws IOException {
    var finished = new Output(output);
    var before = finished.stamps();
    where.start(where.scratch().resolveSibling("lists"), output).end();
    return finished.stamps().equals(before);
  }

  /// Kills a driver in the middle and runs it again: what was there stays, what is missing is done.
  private static boolean goesOn(MessyList list, BulkRun.Place where) throws IOException {
    Path input = where.scratch().resolve("broken-off.jsonl");
    var output = new Output(where.scratch().resolve("broken-off"));
    list.write(input, 0, PLACES_OF_THE_BROKEN_OFF);
    BulkRun first = where.start(input, output.directory());
    while (first.isAlive() && output.parts().size() < 2) {
      Command.pause(KilledExecutor.LOOK_AGAIN);
    }
    first.kill();
    List<Path> parts = output.parts();
    int inAll = output.partsInAll();
    var before = output.stamps();
    where.start(input, output.directory()).end();
    var after = output.stamps();
    Output.Count count = output.count(PLACES_OF_THE_BROKEN_OFF);
    System.out.printf(
        "A driver was killed with %d of %d parts written; after a second run %d rows lost, %d doubled%n",
        parts.size(), inAll, count.lost(), count.doubled());
    return parts.size() < inAll
        && count.lost() == 0
        && count.doubled() == 0
        && parts.stream().allMatch(part -> Objects.equals(before.get(part), after.get(part)));
  }
}
