package dev.placemill.bench.bulk;

import dev.placemill.bench.proof.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// How much time of processors some processes have taken, those that have ended or were killed
/// since included, up to the last look at them.
final class ProcessorTime implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Map<Long, Duration> byProcess = new ConcurrentHashMap<>();
  private final Supplier<List<ProcessHandle>> processes;
  private final Thread watcher;

  /// @param processes those that are there now
  private ProcessorTime(Supplier<List<ProcessHandle>> processes) {
    this.processes = processes;
    this.watcher =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                look();
                Command.pause(LOOK_AGAIN);
              }
            });
  }

  static ProcessorTime watch(Supplier<List<ProcessHandle>> processes) {
    var time = new ProcessorTime(processes);
    time.watcher.start();
    return time;
  }

  private void look() {
    for (ProcessHandle process : processes.get()) {
      process.info().totalCpuDuration().ifPresent(time -> byProcess.put(process.pid(), time));
    }
  }

  /// All of it so far.
  Duration sum() {
    look();
    return byProcess.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
