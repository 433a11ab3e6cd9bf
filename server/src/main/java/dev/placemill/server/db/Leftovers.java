package dev.placemill.server.db;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server that was killed leaves in its data directory: a PostgreSQL that still runs, or a
/// pid file that a zombie or a reused process id keeps looking alive.
///
/// To be called by the holder of the instance's lock only: whatever runs there then has no master.
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Path PROC = Path.of("/proc");

  private Leftovers() {}

  /// Stops every PostgreSQL process at work in the directory and removes its pid file.
  static void clear(Path cluster, Platform platform) {
    stop(cluster, platform, "INT", Duration.ofSeconds(15));
    stop(cluster, platform, "QUIT", Duration.ofSeconds(5));
    stop(cluster, platform, "KILL", Duration.ofSeconds(5));
    List<ProcessHandle> immortal = processes(cluster, platform);
    if (!immortal.isEmpty()) {
      throw new StartFailure(
          "A PostgreSQL that a killed server left behind (process %d) works in %s and cannot be stopped; stop it or restart this machine."
              .formatted(immortal.getFirst().pid(), cluster));
    }
    try {
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw StartFailure.of(cluster, e);
    }
  }

  private static void stop(Path cluster, Platform platform, String signal, Duration patience) {
    List<ProcessHandle> alive = processes(cluster, platform);
    if (alive.isEmpty()) {
      return;
    }
    LOG.info("Stopping a PostgreSQL left behind in {} (SIG{})", cluster, signal);
    Predicate<ProcessHandle> isChild = p -> p.parent().filter(alive::contains).isPresent();
    alive.stream()
        .filter(p -> signal.equals("KILL") || !isChild.test(p))
        .forEach(p -> Command.signal(signal, p.pid()));
    long begin = System.nanoTime();
    // A zombie counts as gone, though its process id is not: not every container reaps orphans.
    while (!processes(cluster, platform).isEmpty()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        LOG.warn("The PostgreSQL left behind in {} did not stop on SIG{}", cluster, signal);
        return;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static List<ProcessHandle> processes(Path cluster, Platform platform) {
    return platform.isLinux() ? workingIn(cluster) : namedByPidFile(cluster);
  }

  /// By the working directory, which for PostgreSQL is the data directory: process ids get reused.
  private static List<ProcessHandle> workingIn(Path cluster) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : entries) {
        if (isPostgresIn(process, cluster)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw StartFailure.of(cluster, e);
    }
    return found;
  }

  private static boolean isPostgresIn(Path process, Path cluster) {
    try {
      return Files.isSameFile(process.resolve("cwd"), cluster)
          && Files.readString(process.resolve("comm")).startsWith("postgres");
    } catch (IOException _) {
      return false; // it has gone, is a zombie, or is somebody else's
    }
  }

  private static List<ProcessHandle> namedByPidFile(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    try (var lines = Files.lines(pidFile)) {
      Optional<ProcessHandle> process =
          lines.findFirst().map(Long::parseLong).flatMap(ProcessHandle::of);
      return process
          .filter(p -> p.info().command().filter(c -> c.endsWith("/postgres")).isPresent())
          .stream()
          .toList();
    } catch (IOException | NumberFormatException _) {
      return List.of();
    }
  }
}
