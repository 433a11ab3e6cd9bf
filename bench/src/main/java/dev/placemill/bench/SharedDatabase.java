package dev.placemill.bench;

import dev.placemill.server.db.Database;
import dev.placemill.server.db.DatabaseConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/// One PostgreSQL for several nodes, run by the proof itself: the embedded one, opened for others.
final class SharedDatabase implements AutoCloseable {
  private final Database database;
  private final Map<String, String> environment;

  private SharedDatabase(Database database, Map<String, String> environment) {
    this.database = database;
    this.environment = environment;
  }

  static SharedDatabase open(Path directory) throws IOException {
    Database database = Database.open(DatabaseConfig.embedded(4), directory);
    var connection = new Properties();
    try (Stream<Path> files = Files.walk(directory, 3);
        Reader reader =
            Files.newBufferedReader(
                files
                    .filter(file -> file.endsWith("connection.properties"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the database told no address")))) {
      connection.load(reader);
    }
    return new SharedDatabase(
        database,
        Map.of(
            "PLACEMILL_DATABASE_URL", connection.getProperty("url"),
            "PLACEMILL_DATABASE_USER", connection.getProperty("user"),
            "PLACEMILL_DATABASE_PASSWORD", connection.getProperty("password")));
  }

  /// What a node must be told to use it.
  Map<String, String> environment() {
    return environment;
  }

  private static final String END_OTHERS =
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND application_name = 'PostgreSQL JDBC Driver' AND datname = current_database()
      """;

  /// Cuts every connection of every node.
  void cutConnections() {
    database.useHandle(handle -> handle.createQuery(END_OTHERS).mapTo(Long.class).one());
  }

  /// Holds a snapshot, which keeps the database from clearing away what is dead, while something
  /// runs.
  void whileHoldingASnapshot(Runnable work) {
    database.useTransaction(handle -> {
      handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      handle.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
      handle.execute("SELECT count(*) FROM batch");
      work.run();
    });
  }

  @Override
  public void close() {
    database.close();
  }
}
