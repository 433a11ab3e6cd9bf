package dev.placemill.bench;

import dev.placemill.bench.net.DatabaseProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Three servers as their operator runs them, on one database: one that is asked how things are
/// going, and two victims.
final class Nodes implements AutoCloseable {
  /// A node silent for so long is taken for dead.
  static final Duration SILENCE = Duration.ofSeconds(2);

  private static final int BATCHES = 4;
  private static final int PLACES = 500;
  private static final int PAGE = 100;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Setup setup;
  private final Path directory;
  private final Random random;
  private final PlaceLists lists;
  private final SharedDatabase database;
  private final List<Node> nodes = new ArrayList<>();
  private final String key;
  private final Set<String> acknowledged = new HashSet<>();
  private List<String> running = List.of();
  private Ledger ledger = new Ledger();
  private int turn;

  /// @param directory of the database
  Nodes(Setup setup, Path directory) throws IOException {
    this.setup = setup;
    this.directory = directory;
    this.random = new Random(setup.seed());
    this.lists = PlaceLists.of(setup.root());
    this.database = SharedDatabase.open(directory);
    for (String name : List.of("first", "second", "third")) {
      nodes.add(new Node(name, database.network()));
    }
    nodes.getFirst().ensureRunning();
    this.key =
        BatchClient.newKey(
            setup.root(), scratch("keys"), database.environment(nodes.getFirst().network));
  }

  private Path scratch(String name) {
    return setup.scratch().resolve(directory.getFileName() + "-" + name);
  }

  /// One server, which may be dead.
  final class Node {
    private final String name;
    private final DatabaseProxy network;
    private @Nullable ServerUnderTest server;

    private Node(String name, DatabaseProxy network) {
      this.name = name;
      this.network = network;
    }

    /// @throws IllegalStateException when it does not start
    void start(String javaOptions) throws IOException {
      Map<String, String> environment = new TreeMap<>(database.environment(network));
      environment.put("PLACEMILL_DATABASE_POOL_SIZE", "8");
      environment.put("PLACEMILL_DATABASE_PATIENCE", "4s");
      environment.put("PLACEMILL_QUEUE_NODE_TIMEOUT", SILENCE.toSeconds() + "s");
      environment.put("PLACEMILL_WORKER_SLICES", "2");
      environment.put("PLACEMILL_WORKER_POLL", "100ms");
      environment.put("PLACEMILL_WORKER_STORE_EVERY", "10ms");
      environment.put("PLACEMILL_BATCH_SLICE_SIZE", "10");
      environment.put("PLACEMILL_JAVA_OPTS", javaOptions);
      server = ServerUnderTest.start(setup.root(), scratch(name), environment);
    }

    void ensureRunning() throws IOException {
      if (!isAlive()) {
        start("");
      }
    }

    boolean isAlive() {
      return server != null && server.isAlive();
    }

    void kill() {
      if (server != null) {
        server.kill(false);
      }
    }

    void stop() {
      if (server != null) {
        server.close();
      }
    }

    void signal(String signal) throws IOException {
      if (server != null) {
        String pid = Long.toString(server.jvm().pid());
        Command.run(setup.root(), Map.of(), List.of("kill", "-" + signal, pid));
      }
    }

    DatabaseProxy network() {
      return network;
    }

    BatchClient client() {
      if (server == null) {
        throw new IllegalStateException(name + " was never started");
      }
      return new BatchClient(server.url(), key);
    }
  }

  Node first() {
    return nodes.getFirst();
  }

  Node victim() {
    return nodes.get(1);
  }

  List<Node> victims() {
    return nodes.subList(1, nodes.size());
  }

  SharedDatabase database() {
    return database;
  }

  Random random() {
    return random;
  }

  String key() {
    return key;
  }

  /// Counts from 0.
  int nextTurn() {
    return turn++;
  }

  /// Notes that a fault did not do what it should, or did more.
  void unexpected(String what) {
    System.out.println("unexpected: " + what);
    ledger.surprise();
  }

  /// Submits, lets the fault strike somewhere in the middle, and waits for the end of all. One
  /// batch more is submitted while it strikes.
  ///
  /// @return the seconds from the fault to the end of all
  double round(Fault fault, Ledger ofFault) throws IOException {
    ledger = ofFault;
    running = new ArrayList<>();
    for (Node node : nodes) {
      node.ensureRunning();
    }
    fault.preparation().strike(this);
    for (int i = 1; i < BATCHES; i++) {
      submit(PLACES, nodes.get(i % nodes.size()));
    }
    String middle = running.get(random.nextInt(running.size()));
    int share = random.nextInt(PLACES * 3 / 4);
    poll(middle, batch -> batch.done() >= share);
    long struck = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> another =
          CompletableFuture.supplyAsync(() -> submit(PLACES, victim()), threads);
      fault.strike().strike(this);
      another.join();
    }
    awaitAll();
    double seconds = Command.seconds(Command.since(struck));
    for (String id : running) {
      try (BatchClient client = first().client()) {
        ledger.close(client.read(id));
      }
    }
    return seconds;
  }

  /// Submits until a node says that it has it; one whose answer was lost is asked again under the
  /// same key, at the first node.
  String submit(int places, Node preferred) {
    List<PlaceLists.Place> list;
    String once;
    synchronized (random) {
      list = lists.branches(places, random);
      once = new UUID(random.nextLong(), random.nextLong()).toString();
    }
    Node node = preferred;
    long begin = System.nanoTime();
    while (Command.since(begin).compareTo(PATIENCE) < 0) {
      try (BatchClient client = node.client()) {
        String id = client.submit("faults", list, once);
        ledger.acknowledge(id, list.stream().map(PlaceLists.Place::placeId).toList());
        synchronized (acknowledged) {
          acknowledged.add(id);
          running.add(id);
        }
        return id;
      } catch (BatchClient.Refused e) {
        if (!e.isOutage() && !e.isInFlight()) {
          unexpected(String.valueOf(e.getMessage()));
        }
      } catch (IOException _) {
        node = first();
      }
      Command.pause(POLL);
    }
    throw new IllegalStateException("no node takes a batch");
  }

  /// Waits until everything submitted in this round has ended.
  void awaitAll() {
    List.copyOf(running).forEach(this::awaitEnd);
  }

  void awaitEnd(String id) {
    poll(id, BatchClient.Batch::hasEnded);
  }

  /// A node that has lost its database for a moment says so with 503, and is asked again.
  private void poll(String id, Predicate<BatchClient.Batch> until) {
    long begin = System.nanoTime();
    try (BatchClient client = first().client()) {
      while (Command.since(begin).compareTo(PATIENCE) < 0) {
        try {
          BatchClient.Batch batch = client.status(id);
          ledger.look(batch);
          if (until.test(batch)) {
            return;
          }
        } catch (BatchClient.Refused e) {
          if (!e.isOutage()) {
            unexpected(String.valueOf(e.getMessage()));
          }
        } catch (IOException e) {
          unexpected(e.toString());
        }
        Command.pause(POLL);
      }
    }
    throw new IllegalStateException("batch " + id + " does not get on");
  }

  /// Holds the whole list of batches against what was acknowledged: nothing is missing, and nothing
  /// is there that nobody was told of, as a submission that was stored twice would be.
  void compareAll(Ledger with) throws IOException {
    Set<String> listed = new HashSet<>();
    try (BatchClient client = first().client()) {
      List<BatchClient.Batch> page;
      do {
        page = client.list(listed.size(), PAGE);
        page.forEach(batch -> listed.add(batch.batchId()));
      } while (page.size() == PAGE);
    }
    acknowledged.stream().filter(id -> !listed.contains(id)).forEach(_ -> with.surprise());
    long extra = listed.stream().filter(id -> !acknowledged.contains(id)).count();
    with.duplicates(extra);
    acknowledged.addAll(listed);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(Node::stop);
    database.close();
  }
}
