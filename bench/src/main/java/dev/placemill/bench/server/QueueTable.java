package dev.placemill.bench.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Stream;

/// The queue of a running server, looked at past the server: through a connection of our own to its
/// embedded PostgreSQL.
public final class QueueTable implements AutoCloseable {
  private static final String LOOK =
      """
      SELECT (SELECT coalesce(sum(cardinality(slices)), 0) FROM open_run) AS open,
        (SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'slice') AS dead,
        pg_total_relation_size('slice') AS bytes
      """;

  /// @param open slices of all batches that have not ended
  /// @param dead versions of slices that nobody can see any more and that take room
  /// @param bytes the size of the table with its indexes
  public record Look(long open, long dead, long bytes) {
    public Look most(Look other) {
      return new Look(
          Math.max(open, other.open), Math.max(dead, other.dead), Math.max(bytes, other.bytes));
    }
  }

  private final Connection connection;

  private QueueTable(Connection connection) {
    this.connection = connection;
  }

  /// @param data the data directory of the server
  public static QueueTable of(Path data) throws IOException {
    var properties = new Properties();
    try (Stream<Path> files = Files.find(data, 3, (file, _) -> isConnection(file))) {
      Path file = files.findFirst().orElseThrow(() -> new IOException("no PostgreSQL runs there"));
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    try {
      return new QueueTable(
          DriverManager.getConnection(
              properties.getProperty("url"),
              properties.getProperty("user"),
              properties.getProperty("password")));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static boolean isConnection(Path file) {
    return file.endsWith("connection.properties");
  }

  public Look look() throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOOK)) {
      row.next();
      return new Look(row.getLong("open"), row.getLong("dead"), row.getLong("bytes"));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
