package dev.placemill.bench.faults;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.Ledger;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.net.DatabaseProxy;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.SharedDatabase;
import dev.placemill.bench.upstream.FakeUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Three servers on one database: one that is asked how things are going, and two victims. And what
/// clients of several organizations do with them.
final class Nodes implements AutoCloseable {
  /// The organization whose work the faults strike.
  static final String ORGANIZATION = "bench";

  /// So many batches a round has at least.
  static final int BATCHES = 4;

  private static final int PAGE = 100;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A batch that a node said it has.
  ///
  /// @param names of its places, by which the upstream knows them
  record Sent(String organization, String id, List<String> names) {}

  private final Random random;
  private final SharedDatabase database;
  private final FakeUpstream upstream = new FakeUpstream();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Set<String> owed = ConcurrentHashMap.newKeySet();
  private final Set<String> known = new HashSet<>();
  private final AtomicInteger lists = new AtomicInteger();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private Ledger ledger = new Ledger();
  private int mostCalls;
  private int turn;

  /// @param scratch for the nodes
  /// @param databaseDirectory for the database
  Nodes(Random random, Path scratch, Path databaseDirectory) throws IOException {
    this.random = random;
    this.database = SharedDatabase.open(databaseDirectory);
    for (String name : List.of("first", "second", "third")) {
      DatabaseProxy network = database.network();
      Path directory = scratch.resolve(databaseDirectory.getFileName() + "-" + name);
      nodes.add(
          new Node(directory, network, database.environment(network), upstream.url().toString()));
    }
  }

  Node first() {
    return nodes.getFirst();
  }

  Node victim() {
    return nodes.get(1);
  }

  /// All but the first.
  List<Node> victims() {
    return nodes.subList(1, nodes.size());
  }

  List<Node> all() {
    return nodes;
  }

  SharedDatabase database() {
    return database;
  }

  FakeUpstream upstream() {
    return upstream;
  }

  Random random() {
    return random;
  }

  Ledger ledger() {
    return ledger;
  }

  String key(String organization) {
    return keys.computeIfAbsent(organization, database::createKey);
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
  /// @return the seconds from the end of the fault to the end of all
  double round(Fault fault, Ledger ofFault) throws IOException {
    ledger = ofFault;
    mostCalls = fault.mostCalls();
    ensureRunning(fault.nodes());
    fault.preparation().strike(this);
    for (int i = 1; i < BATCHES; i++) {
      submit(fault.places(), nodes.get(i % fault.nodes()));
    }
    Sent middle = sent.get(random.nextInt(sent.size()));
    int share = random.nextInt(fault.places() * 3 / 4);
    poll(middle, batch -> batch.done() >= share);
    long mended;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Sent> another =
          CompletableFuture.supplyAsync(() -> submit(fault.places(), victim()), threads);
      fault.strike().strike(this);
      mended = System.nanoTime();
      another.join();
    }
    awaitAll();
    double seconds = Command.seconds(Command.since(mended));
    settle();
    return seconds;
  }

  private void ensureRunning(int count) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Node node : nodes.subList(0, count)) {
        threads.execute(() -> start(node));
      }
      nodes.subList(count, nodes.size()).forEach(node -> threads.execute(node::close));
    }
  }

  /// Starts a node unless it runs.
  void start(Node node) {
    try {
      node.ensureRunning();
    } catch (IOException | IllegalStateException e) {
      unexpected("a node does not start: " + e.getMessage());
    }
  }

  /// Holds the results and the calls of all that was sent, and has ended, against the journals.
  void settle() throws IOException {
    for (Sent batch : sent) {
      ledger.close(read(batch));
      for (String name : batch.names) {
        int calls = upstream.callsFor(name);
        ledger.calls(calls);
        if (calls > mostCalls) {
          unexpected("%s was asked about %d times".formatted(name, calls));
        }
      }
    }
    sent.clear();
  }

  /// A node that is short of memory or has lost its database for a moment is asked again.
  private BatchClient.Batch read(Sent batch) throws IOException {
    try (BatchClient client = client(batch.organization)) {
      while (true) {
        try {
          return client.read(batch.id);
        } catch (BatchClient.Refused e) {
          if (!e.isOutage()) {
            throw e;
          }
          Command.pause(POLL);
        }
      }
    }
  }

  /// A client of the first node.
  BatchClient client(String organization) {
    return first().client(organization, key(organization));
  }

  /// Submits until a node says that it has it; one whose answer was lost is asked again under the
  /// same key, at the first node.
  Sent submit(int places, Node preferred) {
    return submit(ORGANIZATION, places, preferred);
  }

  Sent submit(String organization, int places, Node preferred) {
    List<PlaceLists.Place> list = list(organization, places);
    String once = UUID.randomUUID().toString();
    Node node = preferred;
    long begin = System.nanoTime();
    while (Command.since(begin).compareTo(PATIENCE) < 0) {
      try (BatchClient client = node.client(organization, key(organization))) {
        String id = client.submit("faults", list, once);
        ledger.acknowledge(id, list.stream().map(PlaceLists.Place::placeId).toList());
        owed.add(id);
        var batch = new Sent(organization, id, list.stream().map(p -> p.inputs().name()).toList());
        sent.add(batch);
        return batch;
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

  private List<PlaceLists.Place> list(String organization, int places) {
    int number = lists.getAndIncrement();
    List<PlaceLists.Place> list = new ArrayList<>(places);
    for (int i = 0; i < places; i++) {
      String name = "%s %d-%d".formatted(organization, number, i);
      list.add(
          new PlaceLists.Place(
              "place-" + i, new PlaceLists.Inputs(name, null, null, 40.7128, -74.0060)));
    }
    return list;
  }

  /// How many batches of this round are there.
  int sentBatches() {
    return sent.size();
  }

  /// Waits until everything sent in this round has ended.
  void awaitAll() {
    sent.forEach(this::awaitEnd);
  }

  void awaitEnd(Sent batch) {
    poll(batch, BatchClient.Batch::hasEnded);
  }

  /// A node that has lost its database for a moment says so with 503, and is asked again.
  void poll(Sent which, Predicate<BatchClient.Batch> until) {
    long begin = System.nanoTime();
    try (BatchClient client = client(which.organization)) {
      while (Command.since(begin).compareTo(PATIENCE) < 0) {
        try {
          BatchClient.Batch batch = client.status(which.id);
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
    throw new IllegalStateException("batch " + which.id + " does not get on");
  }

  /// Holds the whole list of batches against what was acknowledged: nothing is missing, and nothing
  /// is there that nobody was told of, as a submission that was stored twice would be.
  void compareAll(Ledger with) throws IOException {
    Set<String> listed = new HashSet<>();
    for (String organization : keys.keySet()) {
      listed.addAll(listed(organization));
    }
    owed.stream().filter(id -> !listed.contains(id)).forEach(_ -> with.surprise());
    known.addAll(owed);
    with.duplicates(listed.stream().filter(known::add).count());
  }

  private Set<String> listed(String organization) throws IOException {
    Set<String> listed = new HashSet<>();
    try (BatchClient client = client(organization)) {
      List<BatchClient.Batch> page;
      do {
        page = client.list(listed.size(), PAGE);
        page.forEach(batch -> listed.add(batch.batchId()));
      } while (page.size() == PAGE);
    }
    return listed;
  }

  /// What was sent so far is over its retention and need not be there any more.
  void forgetOwed() {
    known.addAll(owed);
    owed.clear();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(Node::close);
    upstream.close();
    database.close();
  }
}
