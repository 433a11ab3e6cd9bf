package dev.placemill.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL everything is kept in, with its schema up to date: a pool of connections and the
/// transactions on them.
///
/// Either the embedded one, which runs as long as this object is open, or a given one.
public final class Database implements AutoCloseable {
  private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(30);
  private static final Duration ATTACH_POLL = Duration.ofMillis(100);
  private static final int OLDEST_SERVER = 15;
  private static final String LOCK_TIMEOUT = "55P03";

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final @Nullable EmbeddedPostgres embedded;

  private Database(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .registerArrayType(LocalDate.class, "date")
            .registerArrayType(Instant.class, "timestamptz");
    this.embedded = embedded;
  }

  /// Opens the database for a server.
  ///
  /// @throws DataDirectoryInUse when another process runs the embedded PostgreSQL there
  /// @throws StartFailure whatever else is in the way
  public static Database open(DatabaseConfig config, Path dataDirectory) {
    if (config.url() != null) {
      return openGiven(config, config.url());
    }
    EmbeddedPostgres embedded = EmbeddedPostgres.start(dataDirectory);
    return openEmbedded(config, embedded, embedded::publish);
  }

  /// Opens the database for a short command: that of the server running on the data directory if
  /// there is one, else the embedded PostgreSQL for as long as the command takes.
  ///
  /// @throws DataDirectoryInUse when the other process does not let us in within 30 seconds
  public static Database attachOrOpen(DatabaseConfig config, Path dataDirectory) {
    if (config.url() != null) {
      return openGiven(config, config.url());
    }
    Platform platform = Platform.current();
    Path instance = EmbeddedPostgres.instanceIn(dataDirectory);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < ATTACH_PATIENCE.toNanos()) {
      EmbeddedPostgres own = EmbeddedPostgres.tryStart(instance, platform);
      if (own != null) {
        return openEmbedded(config, own, () -> {}); // ends too soon to be of use to others
      }
      Optional<Database> attached =
          ConnectionFile.in(instance).find().flatMap(other -> attach(other, config));
      if (attached.isPresent()) {
        return attached.get();
      }
      LockSupport.parkNanos(ATTACH_POLL.toNanos());
    }
    throw new DataDirectoryInUse(instance, InstanceLock.holder(instance));
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public <R, X extends Exception> R inTransaction(HandleCallback<R, X> work) throws X {
    return jdbi.inTransaction(work);
  }

  public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
    jdbi.useTransaction(work);
  }

  public <R, X extends Exception> R withHandle(HandleCallback<R, X> work) throws X {
    return jdbi.withHandle(work);
  }

  /// Work on a connection itself, each statement its own transaction.
  public interface ConnectionWork<R> {
    R on(Connection connection) throws SQLException;
  }

  public <R> R withConnection(ConnectionWork<R> work) {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public <X extends Exception> void useHandle(HandleConsumer<X> work) throws X {
    jdbi.useHandle(work);
  }

  /// Does something in a transaction that has set a `lock_timeout`, or leaves it.
  ///
  /// @return whether it was done, as against a lock it needs being taken for longer
  public boolean doUnlessLocked(HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useTransaction(work);
      return true;
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException sql && LOCK_TIMEOUT.equals(sql.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  // Read-only after a failover or for want of room, a transaction that idled too long, one that met
  // another in a deadlock or a conflict, and trouble with files.
  private static final Set<String> PASSING = Set.of("25006", "25P03", "40P01", "40001", "58030");

  /// Whether an exception means that the database is away, overloaded or full for now, or that the
  /// same would succeed if tried again, as against a mistake of ours.
  public static boolean isOutage(@Nullable Throwable problem) {
    if (problem instanceof SQLException sql) {
      String state = Objects.requireNonNullElse(sql.getSQLState(), "");
      // Connection trouble, out of resources such as disk, and being shut down or started.
      return sql instanceof SQLTransientConnectionException
          || state.startsWith("08")
          || state.startsWith("53")
          || state.startsWith("57P")
          || PASSING.contains(state);
    }
    return problem != null && isOutage(problem.getCause());
  }

  /// How far a clock of this process is ahead of the database's; negative when it is behind.
  public Duration clockAhead(Clock clock) {
    return withHandle(handle -> {
      Instant before = clock.instant();
      Instant there = handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
      Duration tookHalf = Duration.between(before, clock.instant()).dividedBy(2);
      return Duration.between(there, before.plus(tookHalf));
    });
  }

  /// How many connections of the pool are in use.
  public int connectionsInUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /// Whether no other node can be alive on this database, because this process alone holds the data
  /// directory: then every node seen earlier is dead.
  public boolean ownsDataDirectory() {
    return embedded != null;
  }

  @Override
  public void close() {
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
  }

  private static Database openEmbedded(
      DatabaseConfig config, EmbeddedPostgres embedded, Runnable onceReady) {
    return whole(
        new Database(pool(embedded.credentials(), config.poolSize(), config.patience()), embedded),
        database -> {
          Migrations.of(embedded.credentials()).run();
          onceReady.run();
        });
  }

  private static Database openGiven(DatabaseConfig config, String url) {
    Credentials credentials = new Credentials(url, config.user(), config.password());
    SQLException refusal = credentials.refusal();
    if (refusal != null) {
      throw new StartFailure(
          "The database at %s does not let us in: %s"
              .formatted(credentials.shownUrl(), Credentials.reason(refusal)),
          refusal);
    }
    return whole(
        new Database(pool(credentials, config.poolSize(), config.patience()), null),
        database -> {
          database.refuseOldServer();
          database.refuseForgetful();
          Migrations.of(credentials).run();
        });
  }

  /// Empty when nobody answers: the server is just stopping, or was killed.
  private static Optional<Database> attach(Credentials credentials, DatabaseConfig config) {
    if (credentials.refusal() != null) {
      return Optional.empty();
    }
    return Optional.of(
        whole(
            new Database(
                pool(credentials, Math.min(config.poolSize(), 4), config.patience()), null),
            database -> Migrations.of(credentials).requireCurrent()));
  }

  /// The database after its last step, or nothing left open if that fails.
  private static Database whole(Database database, Consumer<Database> lastStep) {
    boolean done = false;
    try {
      lastStep.accept(database);
      done = true;
      return database;
    } finally {
      if (!done) {
        database.close();
      }
    }
  }

  private void refuseOldServer() {
    refuseOld(
        withHandle(handle ->
            handle
                .createQuery("SELECT current_setting('server_version_num')::int")
                .mapTo(Integer.class)
                .one())
            / 10_000);
  }

  static void refuseOld(int version) {
    if (version < OLDEST_SERVER) {
      throw new StartFailure(
          "The database is PostgreSQL %d; Placemill needs %d or newer."
              .formatted(version, OLDEST_SERVER));
    }
  }

  /// What is acknowledged has to survive a power cut.
  private void refuseForgetful() {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      String value =
          withHandle(handle ->
              handle
                  .createQuery("SELECT current_setting(:setting)")
                  .bind("setting", setting)
                  .mapTo(String.class)
                  .one());
      if (value.equals("off")) {
        throw new StartFailure(
            "The database runs with %s = off and would forget acknowledged batches in a power cut; set it to on."
                .formatted(setting));
      }
    }
  }

  // A node that loses its power or network, or stands still, in the middle of a transaction holds
  // its locks until the server notices. It has to notice before the node is taken for dead.
  private static final String LOST_NODES =
      """
      SET idle_in_transaction_session_timeout = '10s';
      SET tcp_keepalives_idle = '5s';
      SET tcp_keepalives_interval = '2s';
      SET tcp_keepalives_count = 3;
      SET tcp_user_timeout = '10s'
      """;

  private static HikariDataSource pool(Credentials credentials, int size, Duration patience) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("placemill");
    config.setJdbcUrl(credentials.url());
    config.setDataSourceProperties(credentials.asProperties());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A network that swallows packets tells nobody, and a thread would wait for hours.
    config.addDataSourceProperty("socketTimeout", Long.toString(patience.toSeconds()));
    config.setConnectionInitSql(LOST_NODES);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(2, size));
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
