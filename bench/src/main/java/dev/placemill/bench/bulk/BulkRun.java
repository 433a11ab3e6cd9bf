package dev.placemill.bench.bulk;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `./placemill bulk`, as a process of its own. The launcher hands its process to the JVM, so this
/// process is the driver.
final class BulkRun {
  /// A run that ended well may say that some places failed.
  private static final List<Integer> GOOD_ENDS = List.of(0, 3);

  private final Process process;
  private final Path log;
  private final long begin;

  private BulkRun(Process process, Path log, long begin) {
    this.process = process;
    this.log = log;
    this.begin = begin;
  }

  /// Where and on what runs work.
  ///
  /// @param root the checkout
  /// @param scratch for logs, and for what Spark puts down
  /// @param master as `--master` takes it
  /// @param flags of the JVM
  record Place(Path root, Path scratch, Path data, String master, String flags) {
    /// The same without a cluster, which takes less time to start.
    Place onThisMachine() {
      return new Place(root, scratch, data, "local[*]", flags);
    }

    BulkRun start(Path input, Path output) throws IOException {
      return start(input, output, List.of());
    }

    BulkRun start(Path input, Path output, List<String> options) throws IOException {
      Path log = Files.createTempFile(scratch, "bulk", ".log");
      List<String> words = new ArrayList<>();
      words.add(root.resolve("placemill").toString());
      words.addAll(List.of("bulk", input.toString(), output.toString()));
      words.addAll(List.of("--master", master, "--data", data.toString()));
      words.addAll(options);
      var builder = new ProcessBuilder(words);
      builder
          .environment()
          .merge(
              "PLACEMILL_JAVA_OPTS",
              "%2$s -Dspark.local.dir=%1$s -Djava.io.tmpdir=%1$s".formatted(scratch, flags),
              (given, ours) -> ours + " " + given);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      long begin = System.nanoTime();
      Process process = builder.start();
      process.getOutputStream().close();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new BulkRun(process, log, begin);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessHandle driver() {
    return process.toHandle();
  }

  Duration sinceItsStart() {
    return Command.since(begin);
  }

  /// Waits for its end.
  ///
  /// @return what it said
  /// @throws IllegalStateException when that was not a good one
  String end() throws IOException {
    int status = process.onExit().join().exitValue();
    String said = Files.readString(log, StandardCharsets.UTF_8);
    if (!GOOD_ENDS.contains(status)) {
      throw new IllegalStateException("bulk ended with %d: %s".formatted(status, said));
    }
    return said;
  }

  /// Ends it at once and in the middle of everything, as `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
