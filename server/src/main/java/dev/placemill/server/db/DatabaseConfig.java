package dev.placemill.server.db;

import dev.placemill.config.ConfigReader;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which PostgreSQL is used, and by how many connections.
///
/// @param url null for the embedded one
/// @param patience how long a statement may take before its connection is given up for dead
public record DatabaseConfig(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    int poolSize,
    Duration patience) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern JDBC_URL = Pattern.compile("jdbc:postgresql:.+");

  public static DatabaseConfig read(ConfigReader reader) {
    return new DatabaseConfig(
        reader.secret(
            "database.url",
            "JDBC URL of a PostgreSQL 15 or newer, shared by any number of servers; unset means the embedded PostgreSQL in the data directory",
            JDBC_URL,
            "a JDBC URL like jdbc:postgresql://host:5432/placemill"),
        reader.optionalText("database.user", "user at `database.url`"),
        reader.secret("database.password", "password at `database.url`"),
        reader.integer("database.pool-size", 16, "connections this server opens at most", 2, 50),
        reader.duration(
            "database.patience",
            "1m",
            "how long a statement may take before its connection is given up for dead",
            Duration.ofSeconds(1),
            Duration.ofHours(1)));
  }

  /// The embedded PostgreSQL with a given number of connections.
  public static DatabaseConfig embedded(int poolSize) {
    return new DatabaseConfig(null, null, null, poolSize, PATIENCE);
  }

  /// The same for a command whose statements may take as long as copying everything does.
  DatabaseConfig forCopying() {
    return new DatabaseConfig(url, user, password, 2, Duration.ofHours(12));
  }

  @Override
  public String toString() {
    return "DatabaseConfig[%s, %d connections]"
        .formatted(url == null ? "embedded" : "external", poolSize);
  }
}
