package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.ImportProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How fast an import goes and how long it will take, from how it went so far.
final class ImportPace {
  private static final double LEAST_FRACTION = 0.02;

  private final LongSupplier nanoTime;
  private String dataset = "";
  private long startedAt;

  ImportPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /// To follow what is done, e.g. `, 21,000 a second, 2 min left`; nothing as long as nothing can
  /// be said.
  String described(ImportProgress progress) {
    if (!progress.dataset().equals(dataset)) {
      dataset = progress.dataset();
      startedAt = nanoTime.getAsLong();
      return "";
    }
    double seconds = (nanoTime.getAsLong() - startedAt) / 1e9;
    if (progress.fraction() >= 1) {
      return ", writing the index";
    }
    if (seconds <= 0 || progress.fraction() < LEAST_FRACTION || progress.placesSoFar() == 0) {
      return "";
    }
    double left = seconds * (1 - progress.fraction()) / progress.fraction();
    return String.format(
        Locale.ROOT,
        ", %,d a second, %s left",
        Math.round(progress.placesSoFar() / seconds),
        words(Duration.ofSeconds(Math.round(left))));
  }

  private static String words(Duration left) {
    if (left.toMinutes() >= 90) {
      return left.toHours() + " h " + left.toMinutesPart() + " min";
    }
    return left.toSeconds() >= 120 ? left.toMinutes() + " min" : left.toSeconds() + " s";
  }
}
