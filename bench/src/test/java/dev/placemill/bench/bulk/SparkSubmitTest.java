package dev.placemill.bench.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spark's own command runs the jar that `./placemill bulk` runs.
class SparkSubmitTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyRowComesOut(@TempDir Path scratch) throws IOException {
    Path built = ROOT.resolve("spark/target");
    Path home = SparkCluster.home(built, scratch.resolve("home"));
    Path list = ROOT.resolve("examples/stores.csv");
    Path out = scratch.resolve("out.jsonl");

    Command submitted =
        Command.run(
            scratch,
            Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_DIRS", scratch.toString()),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.resolve("jars") + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[1]",
                built.resolve("placemill-spark.jar").toString(),
                list.toString(),
                out.toString(),
                "--data",
                scratch.resolve("data").toString()));

    assertThat(submitted.output()).contains("42 rows in, 42 rows out");
    assertThat(Files.readAllLines(out.resolve("part-000000.jsonl")))
        .hasSize(42)
        .allMatch(line -> line.contains("\"enrichment_status\":\"completed\""));
  }
}
