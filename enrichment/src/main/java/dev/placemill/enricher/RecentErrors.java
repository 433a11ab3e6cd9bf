package dev.placemill.enricher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Which errors were told lately: a fault in a source breaks at many places alike, but one that
/// comes back leaves a trace again. Safe for use by many threads at once.
final class RecentErrors {
  static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);

  private record Kind(String source, Class<?> type, String where) {}

  private final Clock clock;
  private final Map<Kind, Instant> told = new HashMap<>();

  RecentErrors(Clock clock) {
    this.clock = clock;
  }

  /// Whether an error of this kind from this source was not told within the hour; it is told now.
  synchronized boolean isNews(String source, RuntimeException error) {
    StackTraceElement[] trace = error.getStackTrace();
    var kind = new Kind(source, error.getClass(), trace.length == 0 ? "" : trace[0].toString());
    Instant now = clock.instant();
    Instant last = told.get(kind);
    if (last != null && now.isBefore(last.plus(TOLD_AGAIN_AFTER))) {
      return false;
    }
    told.put(kind, now);
    return true;
  }
}
