package dev.placemill.server.db;

import dev.placemill.config.CacheDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL run by this process for one data directory.
///
/// Starting takes the directory's lock, unpacks the programs if this machine has not seen them,
/// makes the cluster if there is none, clears away what a killed server left, and returns when
/// PostgreSQL answers. Whatever stands in the way is a [StartFailure] with a sentence.
final class EmbeddedPostgres implements AutoCloseable {
  private static final int PORT_ATTEMPTS = 3;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(60);
  private static final Duration RECOVERY_ALLOWED = Duration.ofMinutes(30);
  private static final String STARTING_UP = "57P03";
  private static final String WRONG_PASSWORD = "28P01";

  private final InstanceLock lock;
  private final Postmaster postmaster;
  private final Credentials credentials;
  private final Path instance;

  private EmbeddedPostgres(
      InstanceLock lock, Postmaster postmaster, Credentials credentials, Path instance) {
    this.lock = lock;
    this.postmaster = postmaster;
    this.credentials = credentials;
    this.instance = instance;
  }

  /// The place of everything embedded, made if it is missing.
  static Path instanceIn(Path dataDirectory) {
    Path instance = dataDirectory.resolve("postgres");
    try {
      Files.createDirectories(dataDirectory);
      if (!Files.isDirectory(instance)) {
        Files.createDirectories(
            instance, PosixFilePermissions.asFileAttribute(OwnerOnly.DIRECTORY_PERMISSIONS));
      }
      return instance.toRealPath();
    } catch (IOException e) {
      throw StartFailure.of(dataDirectory, e);
    }
  }

  /// @throws DataDirectoryInUse when another process works there
  static EmbeddedPostgres start(Path dataDirectory) {
    Platform platform = Platform.current();
    Path instance = instanceIn(dataDirectory);
    EmbeddedPostgres started = tryStart(instance, platform);
    if (started == null) {
      throw new DataDirectoryInUse(instance, InstanceLock.holder(instance));
    }
    return started;
  }

  /// Null when another process works in the instance directory.
  static @Nullable EmbeddedPostgres tryStart(Path instance, Platform platform) {
    InstanceLock lock = InstanceLock.tryAcquire(instance);
    if (lock == null) {
      return null;
    }
    boolean started = false;
    try {
      ConnectionFile.in(instance).delete();
      EmbeddedPostgres postgres = startLocked(lock, instance, platform);
      started = true;
      return postgres;
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  Credentials credentials() {
    return credentials;
  }

  long pid() {
    return postmaster.pid();
  }

  /// Lets other processes of this user connect while we run.
  void publish() {
    try {
      ConnectionFile.in(instance).write(credentials);
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    }
  }

  @Override
  public void close() {
    try (lock;
        postmaster) {
      ConnectionFile.in(instance).delete();
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    }
  }

  private static EmbeddedPostgres startLocked(InstanceLock lock, Path instance, Platform platform) {
    Cluster cluster = new Cluster(instance, RunAs.choose(platform, instance.resolve("data")));
    Leftovers.clear(cluster.data(), platform);
    PostgresPrograms programs = programs(cluster, platform);
    cluster.prepare(programs);
    StartFailure failure = null;
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = freePort();
      Credentials credentials =
          new Credentials(
              "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
              Cluster.SUPERUSER,
              cluster.password());
      Postmaster postmaster = Postmaster.start(programs, cluster, port, platform);
      failure = waitUntilReady(postmaster, credentials, cluster);
      if (failure == null) {
        postmaster.markReady();
        return new EmbeddedPostgres(lock, postmaster, credentials, instance);
      }
      postmaster.close();
      if (!portWasTaken(postmaster)) {
        break;
      }
    }
    throw Objects.requireNonNull(failure);
  }

  static PostgresPrograms programs(Cluster cluster, Platform platform) {
    Path inside = cluster.instance().resolve("programs");
    List<Path> places = new ArrayList<>();
    CacheDirectory.find().ifPresent(places::add);
    places.add(inside);
    PostgresPrograms programs = PostgresPrograms.in(places, platform);
    if (cluster.runAs().isHandedOver() && !cluster.runAs().canEnter(programs.home())) {
      return PostgresPrograms.in(List.of(inside), platform);
    }
    return programs;
  }

  private static @Nullable StartFailure waitUntilReady(
      Postmaster postmaster, Credentials credentials, Cluster cluster) {
    long begin = System.nanoTime();
    Duration patience = SILENCE_ALLOWED;
    while (postmaster.isAlive() && System.nanoTime() - begin < patience.toNanos()) {
      SQLException refusal = credentials.refusal();
      if (refusal == null) {
        return null;
      }
      if (WRONG_PASSWORD.equals(refusal.getSQLState())) {
        return new StartFailure(
            "The password in " + cluster.instance() + " is not the one of its database.", refusal);
      }
      if (STARTING_UP.equals(refusal.getSQLState())) {
        patience = RECOVERY_ALLOWED; // it replays its log and says so
      }
      postmaster.pause(POLL);
    }
    return notReady(postmaster, cluster);
  }

  private static StartFailure notReady(Postmaster postmaster, Cluster cluster) {
    String printed = postmaster.output();
    boolean logTookOver = printed.contains("redirecting log output");
    String output = Cluster.lastLines(logTookOver ? newestLog(cluster.log()) : printed);
    if (StartFailure.isDiskFull(output)) {
      return StartFailure.diskFull(cluster.instance());
    }
    String what = postmaster.isAlive() ? " did not get ready" : " ended while starting";
    return new StartFailure(
        "PostgreSQL" + what + "; the end of its log in " + cluster.log() + ": " + output);
  }

  private static boolean portWasTaken(Postmaster postmaster) {
    return postmaster.output().contains("could not create any TCP/IP sockets");
  }

  private static String newestLog(Path log) {
    try (Stream<Path> files = Files.list(log)) {
      Path newest =
          files
              .filter(file -> file.getFileName().toString().startsWith("postgres-"))
              .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
              .orElse(null);
      return newest == null ? "" : Files.readString(newest);
    } catch (IOException _) {
      return "";
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure("No free port on the loopback address: " + e.getMessage(), e);
    }
  }
}
