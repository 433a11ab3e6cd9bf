package dev.placemill.spark;

import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ProgressLine;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;

/// What the driver sees while it waits for Spark: how far the steps under way are, and whether any
/// machine of the cluster works at them.
final class Watch {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

  /// Machines that come later than this do not come by themselves.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final JavaSparkContext spark;
  private final ProgressLine line;
  private final LongSupplier nanoTime;
  private long aloneSince;

  Watch(JavaSparkContext spark, ProgressLine line, LongSupplier nanoTime) {
    this.spark = spark;
    this.line = line;
    this.nanoTime = nanoTime;
    this.aloneSince = nanoTime.getAsLong();
  }

  /// Waits for some work of Spark and says meanwhile how far it is.
  ///
  /// @throws CommandFailure when it fails, or when nobody is there to do it
  <T> T over(String doing, Supplier<T> work) throws InterruptedException {
    var task = new FutureTask<>(() -> Failures.inOneSentence(work));
    Thread.ofPlatform().daemon().name("placemill-wait").start(task);
    try {
      while (true) {
        try {
          return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          look(doing);
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandFailure known ? known : Failures.of(e);
    } finally {
      line.clear();
    }
  }

  /// Says how far the steps under way are.
  ///
  /// @throws CommandFailure when no machine of the cluster has been there for long
  void look(String doing) {
    if (isAlone()) {
      return;
    }
    int done = 0;
    int all = 0;
    for (int stage : spark.statusTracker().getActiveStageIds()) {
      SparkStageInfo info = spark.statusTracker().getStageInfo(stage);
      done += info == null ? 0 : info.numCompletedTasks();
      all += info == null ? 0 : info.numTasks();
    }
    if (all > 0) {
      String text = "%s: %d of %d pieces done".formatted(doing, done, all);
      line.show((double) done / all, () -> text);
    }
  }

  /// Whether no machine of the cluster works for this run at the moment, which is said.
  ///
  /// @throws CommandFailure when that has been so for long
  boolean isAlone() {
    long now = nanoTime.getAsLong();
    // The driver is one of them.
    if (spark.isLocal() || spark.statusTracker().getExecutorInfos().length > 1) {
      aloneSince = now;
      return false;
    }
    Duration alone = Duration.ofNanos(now - aloneSince);
    if (alone.compareTo(LONGEST_WAIT) > 0) {
      throw new CommandFailure(
          "No machine of the cluster has worked for this run for an hour. What is written stays: run the same command again to go on.");
    }
    if (alone.compareTo(USUAL_WAIT) > 0) {
      line.show(0, () -> "Waiting for a machine of the cluster; none works for this run yet");
    }
    return true;
  }
}
