package dev.placemill.bench.proxy;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.Ledger;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.ServerUnderTest;
import dev.placemill.bench.server.SharedDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// The page on several machines, run as it stands: three nodes on one database behind each proxy
/// that is installed. All nodes are stopped and started in turn and one is killed while batches
/// come in; no client that sends again what was not answered notices.
public final class NodesBehindProxy implements Proof {
  private static final Path PAGE = Path.of("docs/how-to/several-machines.md");
  private static final String SETTINGS = "/etc/placemill/placemill.env";
  private static final String UNIT = "/etc/systemd/system/placemill@.service";
  private static final List<Integer> PORTS_OF_PAGE = List.of(8080, 8081, 8082, 8083);
  private static final int PLACES = 500;
  private static final int PAGE_SIZE = 100;
  // Less than gets done, so that the recovery is not that of a backlog.
  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(2);
  private static final int BATCHES_BEFORE_THE_KILL = 2;
  private static final Duration A_WHILE = Duration.ofSeconds(4);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  // In small steps, so that a kill meets work in every state.
  private static final Map<String, String> MORE_SETTINGS =
      Map.of("PLACEMILL_BATCH_SLICE_SIZE", "10", "PLACEMILL_WORKER_STORE_EVERY", "10ms");
  private static final double WORST_RECOVERY_SECONDS = 30;

  @Override
  public Figures run(Setup setup) throws IOException {
    System.out.println("seed " + setup.seed());
    Page page = Page.of(setup.root().resolve(PAGE));
    var total = new Total();
    var figures = new Figures();
    for (Proxy.Kind kind : Proxy.Kind.values()) {
      if (kind.isInstalled()) {
        try (var run = new Run(setup, page, kind)) {
          run.run();
          total.add(kind, run);
        }
      } else {
        figures.note(kind + " is not installed here and was left out.");
      }
    }
    figures.note(checkUnit(setup, page));
    return total.in(figures);
  }

  /// What the runs came to together.
  private static final class Total {
    private final List<String> proxies = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    void add(Proxy.Kind kind, Run run) {
      proxies.add(kind.toString());
      runs.add(run);
    }

    Figures in(Figures figures) {
      long lost = runs.stream().mapToLong(run -> run.ledger.lost()).sum();
      long doubled = runs.stream().mapToLong(run -> run.ledger.doubled()).sum();
      long unexpected = runs.stream().mapToLong(run -> run.ledger.unexpected()).sum();
      long failed = runs.stream().mapToLong(run -> run.client.failed()).sum();
      double worst = runs.stream().mapToDouble(run -> run.recovery).max().orElse(0);
      return figures
          .add("nodes", "nodes behind each proxy", PORTS_OF_PAGE.size() - 1)
          .add("proxies", "proxies", String.join(",", proxies))
          .add(
              "batches",
              "batches of %d places".formatted(PLACES),
              runs.stream().mapToLong(run -> run.ledger.batches().size()).sum())
          .add(
              "requests",
              "requests of clients",
              runs.stream().mapToLong(run -> run.client.requests()).sum())
          .add(
              "repeated",
              "requests sent again, since they were not answered by a node",
              runs.stream().mapToLong(run -> run.client.repeated()).sum())
          .add("failed_requests", "requests that failed all the same", failed)
          .add("lost", "places lost", lost)
          .add("doubled", "places done twice, batches stored twice", doubled)
          .add("unexpected", "counts that do not add up, places that failed", unexpected)
          .add(
              "worst_stop_s",
              "longest time from SIGTERM to the end of a node, s",
              runs.stream().mapToDouble(run -> run.longestStop).max().orElse(0),
              1)
          .add(
              "worst_recovery_s",
              "longest time from kill -9 to the end of all batches of before, s",
              worst,
              1)
          .require(!runs.isEmpty(), "a proxy of the page is installed")
          .require(failed == 0, "no request fails")
          .require(lost + doubled + unexpected == 0, "nothing is lost, doubled or unexpected")
          .require(worst <= WORST_RECOVERY_SECONDS, "all is recovered within 30 s");
    }
  }

  /// Has systemd read the unit, where there is systemd.
  private static String checkUnit(Setup setup, Page page) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
      return "There is no systemd here; its unit was not checked.";
    }
    Path unit = setup.scratch().resolve("placemill@8081.service");
    Files.writeString(
        unit, page.file(UNIT).replace("/opt/placemill/current", setup.root().toString()));
    Command.run(setup.scratch(), Map.of(), List.of("systemd-analyze", "verify", unit.toString()));
    return "`systemd-analyze verify` accepts the unit.";
  }

  /// Three nodes behind one proxy.
  private static final class Run implements AutoCloseable {
    private final Setup setup;
    private final Path directory;
    private final PlaceLists lists;
    private final Random random;
    private final SharedDatabase database;
    private final List<Integer> ports = new ArrayList<>();
    private final Map<String, String> environment;
    private final Map<Integer, ServerUnderTest> nodes = new ConcurrentHashMap<>();
    private final Proxy proxy;
    private final PatientClient client;
    private final Ledger ledger = new Ledger();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile boolean over;
    private double longestStop;
    private double recovery;

    Run(Setup setup, Page page, Proxy.Kind kind) throws IOException {
      this.setup = setup;
      this.directory = Files.createDirectories(setup.scratch().resolve(kind.toString()));
      directory.toFile().setExecutable(true, false);
      this.lists = PlaceLists.of(setup.root());
      this.random = new Random(setup.seed());
      this.database = SharedDatabase.open(directory.resolve("database"));
      for (int i = 0; i < PORTS_OF_PAGE.size(); i++) {
        ports.add(freePort());
      }
      this.environment = environment(page);
      startAllAtOnce();
      int front = ports.getFirst();
      this.proxy =
          Proxy.start(kind, directory.resolve("proxy"), here(page.file(kind.file())), front);
      String key = BatchClient.newKey(setup.root(), directory.resolve("key"), environment);
      this.client =
          new PatientClient(new BatchClient(URI.create("http://127.0.0.1:" + front), key));
      System.out.println(kind + ": three nodes are ready");
    }

    private static int freePort() throws IOException {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    /// The settings of the page, but for where the database is.
    private Map<String, String> environment(Page page) throws IOException {
      var properties = new Properties();
      properties.load(new StringReader(page.file(SETTINGS)));
      Map<String, String> settings = new TreeMap<>();
      properties.stringPropertyNames().stream()
          .filter(name -> !name.startsWith("PLACEMILL_DATABASE"))
          .forEach(name -> settings.put(name, properties.getProperty(name, "")));
      settings.putAll(database.environment(database.network()));
      settings.putAll(MORE_SETTINGS);
      return settings;
    }

    /// The same file with ports that are free on this machine.
    private String here(String file) {
      String changed = file;
      for (int i = 0; i < ports.size(); i++) {
        changed = changed.replace("127.0.0.1:" + PORTS_OF_PAGE.get(i), "127.0.0.1:" + ports.get(i));
      }
      return changed;
    }

    private List<Integer> nodePorts() {
      return ports.subList(1, ports.size());
    }

    /// On an empty database, so that all of them want to make the schema.
    private void startAllAtOnce() {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        nodePorts().stream()
            .map(port -> CompletableFuture.runAsync(() -> start(port), threads))
            .toList()
            .forEach(CompletableFuture::join);
      }
    }

    private void start(int port) {
      try {
        Path data = directory.resolve("node-" + port);
        nodes.put(port, ServerUnderTest.start(setup.root(), data, environment, port));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private ServerUnderTest node(int port) {
      return Objects.requireNonNull(nodes.get(port));
    }

    void run() {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var load = CompletableFuture.runAsync(this::submitUntilOver, threads);
        var polls = CompletableFuture.runAsync(this::pollUntilOver, threads);
        try {
          strike();
        } finally {
          over = true;
        }
        load.join();
        polls.join();
      }
      ledger.batches().forEach(batch -> ledger.close(client.read(batch)));
      compareAll();
    }

    private void strike() {
      List<Integer> all = nodePorts();
      Command.pause(A_WHILE);
      stopAndStart(all.get(0));
      Command.pause(A_WHILE);
      for (int i = 0; i < BATCHES_BEFORE_THE_KILL; i++) {
        submit(); // so that every node has some of it in hand
      }
      Set<String> before = Set.copyOf(running);
      long killed = System.nanoTime();
      node(all.get(1)).kill(false);
      while (before.stream().anyMatch(running::contains)) {
        if (Command.since(killed).compareTo(PATIENCE) > 0) {
          throw new IllegalStateException("batches of before the kill do not end");
        }
        Command.pause(POLL);
      }
      recovery = Command.seconds(Command.since(killed));
      System.out.printf(
          "killed with %d batches running; ended after %.1f s%n", before.size(), recovery);
      start(all.get(1));
      stopAndStart(all.get(2));
      Command.pause(A_WHILE);
    }

    private void stopAndStart(int port) {
      long told = System.nanoTime();
      node(port).close();
      double took = Command.seconds(Command.since(told));
      longestStop = Math.max(longestStop, took);
      System.out.printf("stopped with %d batches running; took %.1f s%n", running.size(), took);
      start(port);
    }

    private void submitUntilOver() {
      while (!over) {
        submit();
        Command.pause(BETWEEN_BATCHES);
      }
    }

    private void submit() {
      List<PlaceLists.Place> places = lists.branches(PLACES, random);
      String batch = client.submit("nodes", places);
      ledger.acknowledge(batch, places.stream().map(PlaceLists.Place::placeId).toList());
      running.add(batch);
    }

    private void pollUntilOver() {
      while (!over || !running.isEmpty()) {
        for (String batch : List.copyOf(running)) {
          BatchClient.Batch now = client.status(batch);
          ledger.look(now);
          if (now.hasEnded()) {
            running.remove(batch);
          }
        }
        Command.pause(POLL);
      }
    }

    /// Every batch that is there was acknowledged: none was stored twice.
    private void compareAll() {
      Set<String> acknowledged = new HashSet<>(ledger.batches());
      List<BatchClient.Batch> listing = new ArrayList<>();
      List<BatchClient.Batch> page;
      do {
        page = client.list(listing.size(), PAGE_SIZE);
        listing.addAll(page);
      } while (page.size() == PAGE_SIZE);
      ledger.compare(listing);
      ledger.duplicates(
          listing.stream().filter(batch -> !acknowledged.contains(batch.batchId())).count());
    }

    @Override
    public void close() {
      client.close();
      proxy.close();
      nodes.values().forEach(ServerUnderTest::close);
      database.close();
    }
  }
}
