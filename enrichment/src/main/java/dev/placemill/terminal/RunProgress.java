package dev.placemill.terminal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// How far the batches of one list are, together: `347/500 done, 3 failed, 9.8/s, 00:15 left`. Safe
/// for use by many threads.
public final class RunProgress {
  private final ProgressLine line;
  private final LongSupplier nanoTime;
  private final long total;
  private final long startedAt;
  private final Map<Long, Counts> chunks = new HashMap<>();
  private Counts all = new Counts(0, 0);

  /// @param total places of the list
  public RunProgress(ProgressLine line, long total, LongSupplier nanoTime) {
    this.line = line;
    this.total = total;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  private record Counts(long done, long failed) {}

  /// @param done with a result or a failure
  public synchronized void update(long chunk, long done, long failed) {
    Counts before = chunks.getOrDefault(chunk, new Counts(0, 0));
    chunks.put(chunk, new Counts(done, failed));
    all = new Counts(all.done + done - before.done, all.failed + failed - before.failed);
    line.show(total == 0 ? 0 : (double) all.done / total, this::text);
  }

  private String text() {
    double perSecond = all.done * 1e9 / Math.max(1, nanoTime.getAsLong() - startedAt);
    String speed =
        perSecond < 0.05
            ? ""
            : String.format(
                Locale.ROOT, ", %.1f/s, %s left", perSecond, clock((total - all.done) / perSecond));
    return String.format(
        Locale.ROOT, "%d/%d done, %d failed%s", all.done, total, all.failed, speed);
  }

  private static String clock(double seconds) {
    long whole = Math.round(Math.max(0, seconds));
    return whole < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
