package dev.placemill.bench.bulk;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A run in the middle of which one of the executors is killed with `kill -9`.
final class KilledExecutor {
  static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /// Of its parts so many are written by then.
  private static final double SHARE_WRITTEN = 0.4;

  /// What there is to say of it.
  ///
  /// @param took from the start of the command to its end
  /// @param untilWork how long of it the list was read, and the map was cut
  /// @param processor time of all processes of the cluster, and of the driver
  /// @param killed one sentence about the kill
  record Outcome(Duration took, Duration untilWork, Duration processor, String killed) {}

  private KilledExecutor() {}

  /// @throws IllegalStateException when the run ended before anything was killed
  static Outcome run(SparkCluster cluster, BulkRun.Place where, Path input, Path output)
      throws IOException {
    var written = new Output(output);
    BulkRun run = where.start(input, output);
    try (var time = ProcessorTime.watch(() -> processes(cluster, run))) {
      while (run.isAlive() && written.partsInAll() == 0) {
        Command.pause(LOOK_AGAIN);
      }
      Duration untilWork = run.sinceItsStart();
      int parts = written.partsInAll();
      while (run.isAlive() && written.parts().size() < SHARE_WRITTEN * parts) {
        Command.pause(LOOK_AGAIN);
      }
      List<ProcessHandle> executors = cluster.executors();
      int there = written.parts().size();
      if (executors.isEmpty() || there == parts) {
        run.kill();
        throw new IllegalStateException("nothing could be killed in the middle: " + run.end());
      }
      executors.getFirst().destroyForcibly();
      while (run.isAlive()) {
        Command.pause(LOOK_AGAIN);
      }
      Duration took = run.sinceItsStart();
      System.out.println(run.end());
      return new Outcome(
          took,
          untilWork,
          time.sum(),
          "One of %d executors was killed when %d of %d parts were written."
              .formatted(executors.size(), there, parts));
    }
  }

  private static List<ProcessHandle> processes(SparkCluster cluster, BulkRun run) {
    List<ProcessHandle> processes = new ArrayList<>(cluster.all());
    processes.add(run.driver());
    return processes;
  }
}
