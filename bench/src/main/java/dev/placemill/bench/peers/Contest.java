package dev.placemill.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.placemill.server.db.Database;
import dev.placemill.server.db.DatabaseConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/// One contestant on a fresh embedded PostgreSQL: `Contest NAME DATA PLACES_FILE PLACES WAIT_MS
/// NODE_MODULES WARM_UP_SECONDS`. Prints one line that begins with `RESULT`, for `bench/run peers`.
public final class Contest {
  private static final int CONNECTIONS = 16;

  private Contest() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]);
    Path file = Path.of(arguments[2]);
    int places = Integer.parseInt(arguments[3]);
    var wait = Duration.ofMillis(Long.parseLong(arguments[4]));
    Path modules = Path.of(arguments[5]);
    var warmUp = Duration.ofSeconds(Long.parseLong(arguments[6]));
    try (Database database = Database.open(DatabaseConfig.embedded(CONNECTIONS), data)) {
      Properties credentials = credentials(data);
      var workload = new Workload(data, file, wait);
      try (HikariDataSource pool = pool(credentials);
          Contestant contestant =
              switch (arguments[0]) {
                case "placemill" ->
                    new Ours(database, workload, wait.isZero() ? 8 : 20, Ours.Clients.MANY);
                case "placemill-alone" -> new Ours(database, workload, 8, Ours.Clients.ALONE);
                case "copy" -> new PlainCopy(pool);
                case "db-scheduler" -> new DbScheduler(pool, wait.isZero() ? 50 : 500);
                case "jobrunr" -> new JobRunrPeer(pool, wait.isZero() ? 32 : 500);
                case "graphile-worker", "pg-boss" ->
                    new NodeProcess(modules, arguments[0] + ".js", credentials, pool, file);
                default -> throw new IllegalArgumentException(arguments[0]);
              }) {
        race(contestant, workload, places, warmUp, pool);
      }
    }
    System.exit(0);
  }

  private static void race(
      Contestant contestant, Workload workload, int places, Duration warmUp, HikariDataSource pool)
      throws Exception {
    long begin = System.nanoTime();
    do {
      contestant.work(workload, places);
    } while (System.nanoTime() - begin < warmUp.toNanos());
    Cost before = Cost.now(pool);
    Outcome outcome = contestant.work(workload, places);
    Cost cost = Cost.now(pool).minus(before);
    System.out.printf(
        Locale.ROOT,
        "RESULT %.1f %.1f %.1f %.0f %.4f %.3f %.3f %.0f %.0f%n",
        places / outcome.seconds(),
        outcome.p50(),
        outcome.p99(),
        (double) cost.walBytes() / places,
        (double) cost.commits() / places,
        (double) cost.deadTuples() / places,
        (cost.cpuSeconds() + outcome.ownCpuSeconds()) * 1_000 / places,
        workload.meanInputBytes(),
        workload.meanResultBytes());
  }

  private static Properties credentials(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data, 3)) {
      Path file =
          files
              .filter(path -> path.endsWith("connection.properties"))
              .findFirst()
              .orElseThrow(() -> new IOException("no connection.properties"));
      var properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      return properties;
    }
  }

  private static HikariDataSource pool(Properties credentials) throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl(credentials.getProperty("url"));
    config.setUsername(credentials.getProperty("user"));
    config.setPassword(credentials.getProperty("password"));
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.setMaximumPoolSize(20);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }
}
