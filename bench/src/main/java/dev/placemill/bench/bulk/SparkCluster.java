package dev.placemill.bench.bulk;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A standalone cluster of Spark on loopback, as its own scripts would start it: a master and some
/// workers of one core each, from the jars the product is built with.
final class SparkCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String MEMORY = "2g";

  /// Workers of one machine share its cores, and have one each.
  static final String ONE_PROCESSOR = "-XX:ActiveProcessorCount=1";

  /// Which of the builds of Spark it is; workers look for sources otherwise.
  private static final String SCALA = "2.13";

  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final long STOP_SECONDS = 20;

  private final Path home;
  private final Path scratch;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private SparkCluster(Path home, Path scratch, int port) {
    this.home = home;
    this.scratch = scratch;
    this.port = port;
  }

  /// Starts one and waits until all its workers are known to the master.
  ///
  /// @param scratch an empty directory
  static SparkCluster start(Path root, Path scratch, int workers) throws IOException {
    Path home = home(root.resolve("spark/target"), scratch.resolve("home"));
    var cluster = new SparkCluster(home, scratch, freePort());
    try {
      Path log =
          cluster.launch(
              "master",
              "org.apache.spark.deploy.master.Master",
              List.of("--port", Integer.toString(cluster.port)));
      cluster.await(log, "Starting Spark master", 1);
      for (int i = 0; i < workers; i++) {
        String name = "worker-" + i;
        cluster.launch(
            name,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--cores",
                "1",
                "--memory",
                MEMORY,
                "--work-dir",
                scratch.resolve(name).toString(),
                cluster.master()));
      }
      cluster.await(log, "Registering worker", workers);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /// Spark takes a directory of jars below a home for what it is itself.
  static Path home(Path built, Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    List<Path> all = new ArrayList<>(List.of(built.resolve("placemill-spark.jar")));
    try (Stream<Path> provided = Files.list(built.resolve("lib"))) {
      provided.forEach(all::add);
    }
    for (Path jar : all) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName().toString()), jar);
    }
    return home;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Starts a daemon.
  ///
  /// @return its log
  private Path launch(String name, String main, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-cp", home.resolve("jars") + "/*", main));
    words.addAll(List.of("--host", HOST, "--webui-port", "0"));
    words.addAll(arguments);
    Path log = scratch.resolve(name + ".log");
    var builder = new ProcessBuilder(words).directory(home.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", SCALA);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("JDK_JAVA_OPTIONS", ONE_PROCESSOR); // executors inherit it
    builder.environment().put("SPARK_LOCAL_DIRS", scratch.resolve(name + "-local").toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    // A proof that is broken off must not leave its cluster behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    processes.add(process);
    return log;
  }

  private void await(Path log, String line, int times) throws IOException {
    long begin = System.nanoTime();
    while (count(log, line) < times) {
      if (Command.since(begin).compareTo(PATIENCE) > 0
          || processes.stream().anyMatch(process -> !process.isAlive())) {
        throw new IOException("the cluster did not start: " + Files.readString(log));
      }
      Command.pause(LOOK_AGAIN);
    }
  }

  private static long count(Path log, String text) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  /// What a driver is told.
  String master() {
    return "spark://%s:%d".formatted(HOST, port);
  }

  /// Master, workers and executors.
  List<ProcessHandle> all() {
    return processes.stream()
        .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
        .toList();
  }

  /// The executors that are there now.
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(SparkCluster::isExecutor)
        .toList();
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).stream()
        .anyMatch(word -> word.endsWith(EXECUTOR));
  }

  private static void stop(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    processes.reversed().forEach(SparkCluster::stop);
  }
}
