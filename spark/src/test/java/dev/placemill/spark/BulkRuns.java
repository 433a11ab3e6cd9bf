package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs over lists where it does not matter what is found, on a Spark in this process.
///
/// @param directory in which all files of a test are
/// @param said what the person who started the runs has read
record BulkRuns(SparkSession spark, Path directory, StringWriter said) {
  static SparkSession startSpark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  /// A row of `id,name,latitude,longitude`.
  static String row(String id, String name, double latitude, double longitude) {
    return String.format(Locale.ROOT, "%s,%s,%.6f,%.6f%n", id, name, latitude, longitude);
  }

  Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  Path out() {
    return directory.resolve("out");
  }

  Bulk.Outcome run(String input) throws Exception {
    return run(input, out());
  }

  Bulk.Outcome run(String input, Path output) throws Exception {
    var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said), false, Map.of());
    var options =
        new BulkOptions(
            input,
            output.toString(),
            OutputFormat.JSONL,
            Map.of(),
            EnumSet.of(Attribute.TIME_ZONE),
            directory.resolve("data"),
            1_000,
            false);
    return new Bulk(spark, options, terminal).run();
  }

  /// All that was written.
  List<JsonNode> items() throws IOException {
    List<JsonNode> items = new ArrayList<>();
    try (Stream<Path> files = Files.list(out())) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          items.add(JsonMapper.shared().readTree(line));
        }
      }
    }
    return items;
  }

  List<String> ids() throws IOException {
    return items().stream().map(item -> item.path("place_id").asString()).toList();
  }
}
