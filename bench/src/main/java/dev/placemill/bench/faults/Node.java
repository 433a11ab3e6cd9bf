package dev.placemill.bench.faults;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.net.DatabaseProxy;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One server of the faults, which may be dead. Its only source is the fake upstream, and it has a
/// network of its own to the database and a clock that can be set wrong.
final class Node implements AutoCloseable {
  /// A node silent for so long is taken for dead.
  static final Duration SILENCE = Duration.ofSeconds(2);

  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path directory;
  private final DatabaseProxy network;
  private final Map<String, String> database;
  private final String upstream;
  private @Nullable ServerUnderTest server;

  /// @param directory of its own
  /// @param database what it must be told to reach the database through its network
  Node(Path directory, DatabaseProxy network, Map<String, String> database, String upstream)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.network = network;
    this.database = database;
    this.upstream = upstream;
  }

  /// Whether a node can be started with a clock that is set wrong later.
  static boolean canFakeClocks() {
    return Files.exists(FAKETIME);
  }

  /// @throws IllegalStateException when it does not start
  void start(String... javaOptions) throws IOException {
    start(Map.of(), javaOptions);
  }

  private void start(Map<String, String> more, String... javaOptions) throws IOException {
    Map<String, String> environment = new TreeMap<>(database);
    environment.put("PLACEMILL_DATABASE_POOL_SIZE", "8");
    environment.put("PLACEMILL_DATABASE_PATIENCE", "4s");
    environment.put("PLACEMILL_QUEUE_NODE_TIMEOUT", SILENCE.toSeconds() + "s");
    environment.put("PLACEMILL_WORKER_SLICES", "2");
    environment.put("PLACEMILL_WORKER_POLL", "100ms");
    environment.put("PLACEMILL_WORKER_STORE_EVERY", "10ms");
    environment.put("PLACEMILL_WORKER_PLACE_TIMEOUT", "2s");
    environment.put("PLACEMILL_WORKER_FIRST_RETRY_DELAY", "500ms");
    environment.put("PLACEMILL_BATCH_SLICE_SIZE", "10");
    environment.putAll(more);
    server =
        ServerUnderTest.start(
            command(javaOptions),
            environment,
            ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
  }

  /// Starts and stops it once, which leaves a file that makes later starts of all nodes quick.
  void train() throws IOException {
    start("-XX:AOTCacheOutput=" + cache(), "-Xlog:disable");
    close();
  }

  private Path cache() {
    return directory.resolveSibling("nodes.aot");
  }

  /// Started as quickly as may be, since hundreds are.
  private List<String> command(String... javaOptions) {
    List<String> words = new ArrayList<>();
    words.add(JAVA.toString());
    words.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m"));
    if (Files.exists(cache())) {
      words.add("-XX:AOTCache=" + cache());
    }
    words.addAll(List.of(javaOptions));
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.placemill.bench.upstream.UpstreamNode",
            directory.toString(),
            upstream));
    return words;
  }

  void ensureRunning() throws IOException {
    if (!isAlive()) {
      start();
    }
  }

  /// Starts it with a clock that [#setClock] can set.
  void startWithClock() throws IOException {
    setClock(Duration.ZERO);
    start(
        Map.of(
            "LD_PRELOAD",
            FAKETIME.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock().toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1"));
  }

  /// Sets its clock, while it runs.
  void setClock(Duration ahead) throws IOException {
    Files.writeString(clock(), "%+d\n".formatted(ahead.toSeconds()));
  }

  private Path clock() {
    return directory.resolve("clock");
  }

  boolean isAlive() {
    return server != null && server.isAlive();
  }

  void kill() {
    if (server != null) {
      server.kill(false);
    }
  }

  void signal(String signal) throws IOException {
    if (server != null) {
      String pid = Long.toString(server.jvm().pid());
      Command.run(directory, Map.of(), List.of("kill", "-" + signal, pid));
    }
  }

  DatabaseProxy network() {
    return network;
  }

  BatchClient client(String organization, String key) {
    if (server == null) {
      throw new IllegalStateException("the node was never started");
    }
    return new BatchClient(server.url(), organization, key);
  }

  /// Stops it in good order.
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
