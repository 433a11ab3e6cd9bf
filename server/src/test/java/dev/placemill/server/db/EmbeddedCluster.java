package dev.placemill.server.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// The one embedded PostgreSQL of a test run, started when first asked for and removed at the end.
public final class EmbeddedCluster {
  private static final class Shared {
    static final EmbeddedCluster CLUSTER = new EmbeddedCluster();
  }

  private final Path dataDirectory;
  private final EmbeddedPostgres postgres;
  private final AtomicInteger copies = new AtomicInteger();

  private EmbeddedCluster() {
    try {
      dataDirectory = Files.createTempDirectory("placemill-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    postgres = EmbeddedPostgres.start(dataDirectory);
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    execute("CREATE DATABASE template_placemill");
    Database.open(configOf("template_placemill", 2), dataDirectory).close();
  }

  public static EmbeddedCluster shared() {
    return Shared.CLUSTER;
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  /// A new database with the schema up to date.
  public DatabaseConfig freshDatabase(int poolSize) {
    return newDatabase("template_placemill", poolSize);
  }

  /// A new database without any schema.
  DatabaseConfig emptyDatabase(int poolSize) {
    return newDatabase("template0", poolSize);
  }

  private DatabaseConfig newDatabase(String template, int poolSize) {
    String name = "test_" + copies.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    return configOf(name, poolSize);
  }

  public void drop(DatabaseConfig config) {
    String url = Objects.requireNonNull(config.url());
    execute("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " WITH (FORCE)");
  }

  private DatabaseConfig configOf(String database, int poolSize) {
    Credentials main = postgres.credentials();
    String url = main.url().replaceFirst("/postgres$", "/" + database);
    return new DatabaseConfig(url, main.user(), main.password(), poolSize, Duration.ofMinutes(1));
  }

  private void execute(String sql) {
    Credentials main = postgres.credentials();
    try (Connection connection = DriverManager.getConnection(main.url(), main.asProperties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void remove() {
    postgres.close();
    try {
      FileTree.delete(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
