package dev.placemill.bench.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// An engine written for Node, driven by a script of ours in a process of its own.
final class NodeProcess implements Contestant {
  private final Path modules;
  private final String script;
  private final Properties database;
  private final Path places;
  private int first;

  /// @param modules a directory whose node_modules holds the engine
  /// @param database url, user and password
  NodeProcess(Path modules, String script, Properties database, HikariDataSource pool, Path places)
      throws IOException, SQLException {
    this.modules = modules;
    this.script = script;
    this.database = database;
    this.places = places;
    for (String name : List.of("common.js", script)) {
      try (InputStream source = NodeProcess.class.getResourceAsStream(name)) {
        if (source == null) {
          throw new IOException(name + " is missing");
        }
        Files.copy(source, modules.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE peer_result (id bigint PRIMARY KEY, doc text NOT NULL)");
    }
  }

  @Override
  public Outcome work(Workload workload, int places) throws IOException, InterruptedException {
    Path results = Files.write(modules.resolve("results.jsonl"), workload.results());
    var builder =
        new ProcessBuilder(
            "node",
            script,
            this.places.toString(),
            results.toString(),
            Integer.toString(places),
            Long.toString(workload.waitMillis()),
            Integer.toString(first));
    first += places;
    URI url = URI.create(database.getProperty("url").substring("jdbc:".length()));
    builder.environment().put("PGHOST", url.getHost());
    builder.environment().put("PGPORT", Integer.toString(url.getPort()));
    builder.environment().put("PGDATABASE", url.getPath().substring(1));
    builder.environment().put("PGUSER", database.getProperty("user"));
    builder.environment().put("PGPASSWORD", database.getProperty("password"));
    Path log = modules.resolve(script + ".log");
    Process node =
        builder
            .directory(modules.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = node.waitFor();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    String[] words =
        output
            .lines()
            .filter(line -> line.startsWith("OUTCOME "))
            .findFirst()
            .orElseThrow(() -> new IOException(script + " ended with " + status + ": " + output))
            .split(" ", -1);
    return new Outcome(
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]));
  }
}
