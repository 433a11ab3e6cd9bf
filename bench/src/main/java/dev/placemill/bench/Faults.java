package dev.placemill.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Two nodes on one database, and one thing after another that goes wrong while they work. Nothing
/// may be lost, nothing done twice, and what is left must be ended soon. The names are those under
/// which such faults are commonly listed: F1 and so on.
final class Faults implements Proof {
  private static final int BATCHES = 4;
  private static final int PLACES = 500;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final double WORST_RECOVERY_SECONDS = 30;

  /// Something that goes wrong, and is mended again before it returns.
  private interface Fault {
    void strike(Nodes nodes) throws IOException;
  }

  private static final Map<String, Fault> FAULTS =
      new TreeMap<>(
          Map.of(
              "F1 a node is killed with kill -9", Nodes::killTheSecond,
              "F3 a node stands still past its lease and wakes", Nodes::stopTheSecondForAWhile,
              "F6 all connections are cut, five times a second", Nodes::cutConnectionsForAWhile,
              "F12 a snapshot is held all the while", Nodes::holdASnapshotUntilAllHasEnded));

  private record Row(String fault, int rounds, long lost, long doubled, long odd, double worst) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %.1f |",
          fault,
          rounds,
          lost,
          doubled,
          odd,
          worst);
    }
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    int rounds = setup.rounds().orElse(setup.quick() ? 2 : 25);
    System.out.println("seed " + setup.seed());
    List<Row> rows = new ArrayList<>();
    try (var nodes = Nodes.start(setup, new Random(setup.seed()))) {
      for (Map.Entry<String, Fault> fault : FAULTS.entrySet()) {
        rows.add(rounds(fault.getKey(), fault.getValue(), rounds, nodes));
        System.out.println(rows.getLast().line());
      }
    }
    System.out.println("\n| fault | rounds | lost | doubled | unexpected | worst recovery, s |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    rows.forEach(row -> System.out.println(row.line()));
    return figures(rows);
  }

  private static Figures figures(List<Row> rows) {
    long lost = rows.stream().mapToLong(Row::lost).sum();
    long doubled = rows.stream().mapToLong(Row::doubled).sum();
    long odd = rows.stream().mapToLong(Row::odd).sum();
    double worst = rows.stream().mapToDouble(Row::worst).max().orElse(0);
    return new Figures()
        .add("faults", "kinds of faults", rows.size())
        .add("lost", "places lost", lost)
        .add("doubled", "places done twice", doubled)
        .add("unexpected", "counts that do not add up, failures, refusals", odd)
        .add("worst_recovery_s", "longest time from a fault to the end of all work, s", worst, 1)
        .require(lost + doubled + odd == 0, "nothing is lost, doubled or unexpected")
        .require(worst <= WORST_RECOVERY_SECONDS, "all is recovered within 30 s");
  }

  private static Row rounds(String name, Fault fault, int rounds, Nodes nodes) throws IOException {
    var ledger = new Ledger();
    double worst = 0;
    for (int round = 0; round < rounds; round++) {
      worst = Math.max(worst, nodes.round(fault, ledger));
    }
    return new Row(name, rounds, ledger.lost(), ledger.doubled(), ledger.unexpected(), worst);
  }

  /// Two servers as their operator runs them, and a client of the first.
  private static final class Nodes implements AutoCloseable {
    private final Setup setup;
    private final Random random;
    private final PlaceLists lists;
    private final SharedDatabase database;
    private final ServerUnderTest first;
    private final BatchClient client;
    private ServerUnderTest second;
    private List<String> running = List.of();
    private Ledger ledger = new Ledger();

    private Nodes(Setup setup, Random random, SharedDatabase database) throws IOException {
      this.setup = setup;
      this.random = random;
      this.lists = PlaceLists.of(setup.root());
      this.database = database;
      this.first = node("first");
      this.second = node("second");
      this.client =
          new BatchClient(
              first.url(),
              BatchClient.newKey(
                  setup.root(), setup.scratch().resolve("first"), database.environment()));
    }

    static Nodes start(Setup setup, Random random) throws IOException {
      return new Nodes(setup, random, SharedDatabase.open(setup.scratch().resolve("database")));
    }

    private ServerUnderTest node(String name) throws IOException {
      Map<String, String> environment = new TreeMap<>(database.environment());
      environment.put("PLACEMILL_DATABASE_POOL_SIZE", "8");
      environment.put("PLACEMILL_QUEUE_NODE_TIMEOUT", SILENCE.toSeconds() + "s");
      environment.put("PLACEMILL_WORKER_SLICES", "2");
      environment.put("PLACEMILL_WORKER_POLL", "100ms");
      environment.put("PLACEMILL_WORKER_STORE_EVERY", "10ms");
      environment.put("PLACEMILL_BATCH_SLICE_SIZE", "10");
      return ServerUnderTest.start(setup.root(), setup.scratch().resolve(name), environment);
    }

    /// Submits, lets the fault strike somewhere in the middle, and waits for the end of all.
    ///
    /// @return the seconds from the fault to the end of all
    double round(Fault fault, Ledger ofFault) throws IOException {
      ledger = ofFault;
      List<String> batches = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        List<PlaceLists.Place> places = lists.branches(PLACES, random);
        String id = client.submit("faults", places);
        ledger.acknowledge(id, places.stream().map(PlaceLists.Place::placeId).toList());
        batches.add(id);
      }
      running = batches;
      String middle = batches.get(random.nextInt(BATCHES));
      int share = random.nextInt(PLACES * 3 / 4);
      poll(middle, batch -> batch.done() >= share);
      long struck = System.nanoTime();
      fault.strike(this);
      awaitAll();
      double seconds = Command.seconds(Command.since(struck));
      for (String id : batches) {
        ledger.close(client.read(id));
      }
      return seconds;
    }

    private void awaitAll() {
      running.forEach(id -> poll(id, BatchClient.Batch::hasEnded));
    }

    /// A node that has lost its database for a moment says so with 503, or cuts the answer off, and
    /// is asked again.
    private void poll(String id, Predicate<BatchClient.Batch> until) {
      long begin = System.nanoTime();
      while (Command.since(begin).compareTo(PATIENCE) < 0) {
        try {
          BatchClient.Batch batch = client.status(id);
          ledger.look(batch);
          if (until.test(batch)) {
            return;
          }
        } catch (BatchClient.Refused e) {
          if (!e.isOutage()) {
            ledger.surprise();
          }
        } catch (IOException _) {
          ledger.surprise();
        }
        Command.pause(POLL);
      }
      throw new IllegalStateException("batch " + id + " does not get on");
    }

    void killTheSecond() throws IOException {
      second.kill(false);
      second = node("second");
    }

    void stopTheSecondForAWhile() throws IOException {
      signal("STOP");
      Command.pause(SILENCE.multipliedBy(3));
      signal("CONT");
    }

    private void signal(String name) throws IOException {
      Command.run(
          setup.root(), Map.of(), List.of("kill", "-" + name, Long.toString(second.jvm().pid())));
    }

    void cutConnectionsForAWhile() {
      for (int i = 0; i < 15; i++) {
        database.cutConnections();
        Command.pause(Duration.ofMillis(200));
      }
    }

    void holdASnapshotUntilAllHasEnded() {
      database.whileHoldingASnapshot(this::awaitAll);
    }

    @Override
    public void close() {
      client.close();
      second.close();
      first.close();
      database.close();
    }
  }
}
