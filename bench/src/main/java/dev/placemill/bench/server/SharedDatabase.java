package dev.placemill.bench.server;

import dev.placemill.bench.net.DatabaseProxy;
import dev.placemill.bench.proof.Command;
import dev.placemill.server.db.Database;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.db.StartFailure;
import dev.placemill.server.org.OrgStore;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// One PostgreSQL for several nodes, run by the proof itself: the embedded one, opened for others.
/// Each node reaches it through a network of its own, which can be made bad.
public final class SharedDatabase implements AutoCloseable {
  private static final String URL_START = "jdbc:";
  private static final int OVERLAPPING_READERS = 4;

  private final Path directory;
  private final List<DatabaseProxy> networks = new ArrayList<>();
  private Database database;

  private SharedDatabase(Path directory) {
    this.directory = directory;
    this.database = start(directory);
  }

  public static SharedDatabase open(Path directory) {
    return new SharedDatabase(directory);
  }

  private static Database start(Path directory) {
    return Database.open(DatabaseConfig.embedded(4), directory);
  }

  private Path instance() {
    return directory.resolve("postgres");
  }

  private Properties connection() throws IOException {
    var connection = new Properties();
    try (Reader reader = Files.newBufferedReader(instance().resolve("connection.properties"))) {
      connection.load(reader);
    }
    return connection;
  }

  private static URI uri(Properties connection) {
    return URI.create(connection.getProperty("url").substring(URL_START.length()));
  }

  /// A network of its own for one node.
  public DatabaseProxy network() throws IOException {
    var network = new DatabaseProxy(uri(connection()).getPort());
    networks.add(network);
    return network;
  }

  /// What a node must be told to use it.
  public Map<String, String> environment(DatabaseProxy network) throws IOException {
    Properties connection = connection();
    String path = uri(connection).getPath();
    return Map.of(
        "PLACEMILL_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + network.port() + path,
        "PLACEMILL_DATABASE_USER", connection.getProperty("user"),
        "PLACEMILL_DATABASE_PASSWORD", connection.getProperty("password"));
  }

  /// Makes a key for an organization.
  public String createKey(String organization) {
    return new OrgStore(database).createKey(organization, null);
  }

  private static final String END_OTHERS =
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND application_name = 'placemill' AND datname = current_database()
      """;

  /// Cuts every connection of every node.
  ///
  /// @return how many there were
  public long cutConnections() {
    return database.withHandle(handle -> handle.createQuery(END_OTHERS).mapTo(Long.class).one());
  }

  private static final String OLDEST_TRANSACTION =
      """
      SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND application_name = 'placemill'
      """;

  /// The age of the oldest transaction of any node, in seconds.
  public double oldestTransaction() {
    return database.withHandle(
        handle -> handle.createQuery(OLDEST_TRANSACTION).mapTo(Double.class).one());
  }

  /// Executes statements, each on its own.
  public void execute(String... statements) {
    database.useHandle(handle -> List.of(statements).forEach(handle::execute));
  }

  /// Whether connections made from now on acknowledge commits before they are on the disk. Those
  /// that were made meanwhile are cut at the end.
  public void forgetCommits(boolean forget) throws IOException {
    String name = uri(connection()).getPath().substring(1);
    execute(
        "ALTER DATABASE %s %s"
            .formatted(name, forget ? "SET synchronous_commit = off" : "RESET synchronous_commit"));
    if (!forget) {
      cutConnections();
    }
  }

  private static final String SETTABLE_CLOCK =
      """
      CREATE TABLE IF NOT EXISTS passed (time interval NOT NULL);
      CREATE OR REPLACE FUNCTION engine_now() RETURNS timestamptz LANGUAGE sql STABLE
        RETURN now() + coalesce((SELECT sum(time) FROM passed), interval '0')
      """;

  /// Lets time pass for the engine, whose only clock is the database's.
  public void pass(Duration time) {
    passing("INSERT INTO passed VALUES (%d * interval '1 millisecond')".formatted(time.toMillis()));
  }

  /// Lets time pass until just before the next midnight, in UTC.
  public void passUntilMidnight(Duration before) {
    passing(
        """
        INSERT INTO passed
        SELECT date_trunc('day', engine_now(), 'UTC') + interval '1 day'
          - %d * interval '1 millisecond' - engine_now()
        """
            .formatted(before.toMillis()));
  }

  private void passing(String insert) {
    database.useHandle(handle -> {
      handle.createScript(SETTABLE_CLOCK).execute();
      handle.execute(insert);
    });
  }

  private static final String READ_MUCH =
      """
      SELECT (SELECT count(*) FROM slice) + (SELECT sum(completed) FROM result_chunk)
      """;

  /// Holds a snapshot, which keeps the database from clearing away what is dead, while something
  /// runs; and has others read in snapshots of their own that overlap.
  public void whileSnapshotsAreHeld(Runnable work) {
    var over = new AtomicBoolean();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < OVERLAPPING_READERS; i++) {
        readers.execute(() -> {
          while (!over.get()) {
            inASnapshot(handle -> handle.execute(READ_MUCH));
          }
        });
      }
      inASnapshot(_ -> work.run());
      over.set(true);
    }
  }

  private void inASnapshot(Consumer<Handle> work) {
    ownConnection()
        .useTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            handle -> {
              handle.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
              handle.execute("SELECT count(*) FROM batch");
              work.accept(handle);
            });
  }

  /// Takes every connection the database has to give while something runs.
  public void whileConnectionsAreTaken(Runnable work) {
    List<Handle> taken = new ArrayList<>();
    try {
      takeAll(taken);
      work.run();
      takeAll(taken);
    } finally {
      taken.forEach(Handle::close);
    }
  }

  private void takeAll(List<Handle> taken) {
    try {
      while (true) {
        taken.add(ownConnection().open());
      }
    } catch (ConnectionException _) {
      // It has no more.
    }
  }

  /// Connections apart from the pool's, which are few.
  private Jdbi ownConnection() {
    try {
      Properties connection = connection();
      return Jdbi.create(
          connection.getProperty("url"),
          connection.getProperty("user"),
          connection.getProperty("password"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends PostgreSQL in the middle of everything and starts it again.
  ///
  /// @param signal `QUIT` for an immediate stop, `KILL`
  /// @param again whether it is killed once more while it recovers
  public void crash(String signal, boolean again) throws IOException {
    long first = pid();
    signal(first, signal);
    database.close();
    if (again) {
      Thread killer = Thread.ofPlatform().daemon().start(() -> killTheNext(first));
      try {
        start(directory).close();
      } catch (StartFailure _) {
        // As intended: it was killed while it started.
      }
      killer.interrupt();
    }
    restart();
  }

  private void restart() throws IOException {
    database = start(directory);
    int port = uri(connection()).getPort();
    networks.forEach(network -> network.aim(port));
  }

  /// Starts PostgreSQL again when it has given up, as it may on a full disk.
  public void ensureRunning() throws IOException {
    if (ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).isEmpty()) {
      database.close();
      restart();
    }
  }

  private void killTheNext(long last) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long pid = pid();
        if (pid != last && pid > 0) {
          signal(pid, "KILL");
          return;
        }
        Command.pause(Duration.ofMillis(5));
      }
    } catch (IOException | IllegalStateException _) {
      // It was gone already.
    }
  }

  private static void signal(long pid, String name) throws IOException {
    Command.run(Path.of("."), Map.of(), List.of("kill", "-" + name, Long.toString(pid)));
  }

  /// Of the process all others of PostgreSQL come from; 0 when there is none.
  private long pid() throws IOException {
    Path file = instance().resolve("data").resolve("postmaster.pid");
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  @Override
  public void close() {
    networks.forEach(DatabaseProxy::close);
    database.close();
  }
}
