package dev.placemill.server.db;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running `postgres` process, our child.
///
/// A thread of its own forks it and outlives it: where the system can tell a child of its parent's
/// death (Linux), it does so when the forking thread ends, so PostgreSQL stops by itself when this
/// process is killed. The same thread starts PostgreSQL again, on the same port, should it die
/// while nobody asked it to. It has a session of its own: Ctrl-C in a terminal is for the server
/// alone, which stops PostgreSQL after its own work.
final class Postmaster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int QUICK_DEATHS_ALLOWED = 3;
  private static final Duration QUICK = Duration.ofSeconds(10);

  private final List<String> command;
  private final Path data;
  private final Path output;
  private final Platform platform;
  private Process process;
  private boolean ready;
  private boolean stopping;

  private Postmaster(List<String> command, Path data, Path output, Platform platform)
      throws IOException {
    this.command = List.copyOf(command);
    this.data = data;
    this.output = output;
    this.platform = platform;
    this.process = firstStart();
  }

  static Postmaster start(PostgresPrograms programs, Cluster cluster, int port, Platform platform) {
    List<String> command = new ArrayList<>(ownSession());
    command.addAll(cluster.runAs().prefix());
    if (platform.isLinux()
        && Command.run(List.of("setpriv", "--pdeathsig", "INT", "true")).succeeded()) {
      command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
    }
    command.addAll(List.of(programs.program("postgres"), "-D", cluster.data().toString()));
    PostgresSettings.of(port, cluster.log())
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Path output = cluster.log().resolve("start.log");
    try {
      return new Postmaster(command, cluster.data(), output, platform);
    } catch (IOException e) {
      throw StartFailure.of(cluster.instance(), e);
    }
  }

  /// From here on an end that nobody asked for is answered by a new start.
  synchronized void markReady() {
    ready = true;
  }

  synchronized boolean isAlive() {
    return process.isAlive();
  }

  synchronized long pid() {
    return process.pid();
  }

  /// Waits a moment, less if the process ends.
  void pause(Duration moment) {
    boolean _ = ends(current(), moment);
  }

  /// What the process printed before its log took over.
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException _) {
      return "";
    }
  }

  /// Stops PostgreSQL: open transactions are rolled back, and the next start needs no recovery.
  @Override
  public void close() {
    synchronized (this) {
      stopping = true;
    }
    Process last = current();
    Command.signal("INT", last.pid());
    if (!ends(last, Duration.ofSeconds(60))) {
      LOG.warn("PostgreSQL did not stop within a minute and is ended the hard way");
      Command.signal("QUIT", last.pid());
      if (!ends(last, Duration.ofSeconds(10))) {
        last.destroyForcibly();
      }
    }
  }

  private Process firstStart() throws IOException {
    CompletableFuture<Process> first = new CompletableFuture<>();
    Thread.ofPlatform().name("postgres-parent").daemon().start(() -> stayWith(first));
    try {
      return first.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    }
  }

  private void stayWith(CompletableFuture<Process> first) {
    Process running;
    try {
      running = launch();
    } catch (IOException e) {
      first.completeExceptionally(e);
      return;
    }
    first.complete(running);
    for (int quickDeaths = 0; quickDeaths < QUICK_DEATHS_ALLOWED; ) {
      long startedAt = System.nanoTime();
      int exitCode = running.onExit().join().exitValue();
      boolean quick = System.nanoTime() - startedAt < QUICK.toNanos();
      quickDeaths = quick ? quickDeaths + 1 : 1;
      Process next = startAgain(exitCode);
      if (next == null) {
        return;
      }
      running = next;
    }
    LOG.error("PostgreSQL keeps ending; its log is in {}", output.getParent());
  }

  private @Nullable Process startAgain(int exitCode) {
    if (!wanted()) {
      return null;
    }
    LOG.warn("PostgreSQL ended unexpectedly (exit code {}) and is started again", exitCode);
    Leftovers.clear(data, platform);
    synchronized (this) {
      if (stopping) {
        return null;
      }
      try {
        process = launch();
        return process;
      } catch (IOException e) {
        LOG.error("PostgreSQL cannot be started again", e);
        return null;
      }
    }
  }

  private Process launch() throws IOException {
    return Command.prepare(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private synchronized boolean wanted() {
    return ready && !stopping;
  }

  private synchronized Process current() {
    return process;
  }

  private static boolean ends(Process process, Duration patience) {
    try {
      process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException _) {
      return false;
    }
  }

  /// Puts the program into a session of its own, with what the machine has for that.
  private static List<String> ownSession() {
    if (Command.run(List.of("setsid", "true")).succeeded()) {
      return List.of("setsid");
    }
    List<String> perl =
        List.of("perl", "-e", "use POSIX qw(setsid); setsid(); exec { $ARGV[0] } @ARGV; exit 127");
    return Command.run(Command.join(perl, List.of("true"))).succeeded() ? perl : List.of();
  }
}
