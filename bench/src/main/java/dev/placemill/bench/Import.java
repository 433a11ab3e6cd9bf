package dev.placemill.bench;

import dev.placemill.bench.million.InventedPlaces;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Imports as many invented places as a country has, with the memory of a small machine: how many a
/// second, how large the index gets, and what it takes.
final class Import implements Proof {
  private static final int PLACES = 1_000_000;
  private static final int PLACES_IF_QUICK = 100_000;
  private static final String HEAP = "-Xmx512m";

  @Override
  public Figures run(Setup setup) throws IOException {
    var figures = new Figures();
    if (setup.testData() == null) {
      throw new IllegalArgumentException(
          "import needs real places to make others of; PLACEMILL_TEST_DATA names no directory.");
    }
    int places = setup.quick() ? PLACES_IF_QUICK : PLACES;
    Path learned = Files.createDirectory(setup.scratch().resolve("learned"));
    Path file = setup.scratch().resolve("million.csv");
    System.out.printf("Inventing %,d places ...%n", places);
    InventedPlaces.learnedFrom(setup.testData(), learned, setup.seed()).writeCsv(file, places);
    System.out.printf("Importing them with %s ...%n", HEAP);
    Run run = importFile(setup, file);
    JsonNode dataset = run.summary.path("datasets").path(0);
    long imported = dataset.path("places").asLong();
    double seconds = dataset.path("seconds").asDouble();
    return figures
        .add("places", "places imported, with " + HEAP, imported)
        .add(
            "places_per_s",
            "places per second, from the first byte read to the index safe on disk",
            imported / seconds,
            0)
        .add(
            "index_bytes_per_place",
            "size of the index, bytes per place",
            dataset.path("bytes").asDouble() / imported,
            0)
        .add(
            "peak_memory_mb",
            "most memory the process held, MB",
            Memory.megabytes(run.peakBytes),
            0)
        .note(
            "It took %.0f s of processor time, which is %,.0f places per second of one core."
                .formatted(
                    Command.seconds(run.processor), imported / Command.seconds(run.processor)))
        .require(imported == places, "every place written is imported");
  }

  /// @param processor time of all threads, up to the last look at it
  private record Run(JsonNode summary, long peakBytes, Duration processor) {}

  private static Run importFile(Setup setup, Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders",
                HEAP,
                "-jar",
                setup.root().resolve("server/target/placemill.jar").toString(),
                "import",
                file.toString(),
                "--json",
                "--data",
                setup.scratch().resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    var peak = new AtomicLong();
    var processorNanos = new AtomicLong();
    Thread sampler =
        Memory.watch(
            process.toHandle(),
            bytes -> {
              peak.accumulateAndGet(bytes, Math::max);
              process
                  .info()
                  .totalCpuDuration()
                  .ifPresent(time -> processorNanos.set(time.toNanos()));
            });
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    sampler.interrupt();
    if (status != 0) {
      throw new IllegalStateException("the import ended with " + status);
    }
    return new Run(
        JsonMapper.shared().readTree(output), peak.get(), Duration.ofNanos(processorNanos.get()));
  }
}
