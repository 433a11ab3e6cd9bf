package dev.placemill.server.batch;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The moments at which a crash is the most awkward. A fault test names one with
/// `-Dplacemill.crash-at=RESULTS_COMMITTED:3` and this process ends there, the third time it comes
/// by, as if the power were cut. Without the property nothing ever happens here.
public enum CrashPoint {
  /// A batch is stored and not committed.
  SUBMISSION_STORED,
  /// A batch is committed and its client not answered.
  SUBMISSION_COMMITTED,
  /// Slices are leased and the leases not committed.
  CLAIMED,
  /// Leases are committed and no place of them tried.
  CLAIM_COMMITTED,
  /// Slices are moved on and their results not stored.
  SLICES_MOVED_ON,
  /// Results are stored, the end of their batches is not.
  RESULTS_STORED,
  /// Everything is stored and nothing committed.
  BATCHES_ENDED,
  /// Results are committed and the worker does not know it.
  RESULTS_COMMITTED;

  /// As of a process that was killed with SIGKILL.
  private static final int KILLED = 137;

  private static final @Nullable String POINT = name(System.getProperty("placemill.crash-at"));
  private static final AtomicInteger PASSES =
      new AtomicInteger(count(System.getProperty("placemill.crash-at")));

  /// Comes by.
  public void pass() {
    if (name().equals(POINT) && PASSES.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static @Nullable String name(@Nullable String point) {
    return point == null ? null : valueOf(point.split(":", 2)[0].toUpperCase(Locale.ROOT)).name();
  }

  private static int count(@Nullable String point) {
    return point != null && point.contains(":") ? Integer.parseInt(point.split(":", 2)[1]) : 1;
  }
}
