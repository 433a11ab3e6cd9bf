package dev.placemill.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a service said lately: a place that is tried again, because another source could not be
/// asked, is not paid for twice. Safe for use by many threads at once.
public final class RecentAnswers<V> {
  private record Kept<V>(V answer, Instant until) {}

  private final int most;
  private final Duration longest;
  private final Clock clock;
  private final Map<String, Kept<V>> kept = new LinkedHashMap<>(64, 0.75f, true);

  /// @param most answers kept at most; those unused for longest go first
  /// @param longest how long one is kept
  public RecentAnswers(int most, Duration longest, Clock clock) {
    this.most = most;
    this.longest = longest;
    this.clock = clock;
  }

  public synchronized Optional<V> find(String question) {
    Kept<V> found = kept.get(question);
    return found != null && clock.instant().isBefore(found.until())
        ? Optional.of(found.answer())
        : Optional.empty();
  }

  public synchronized void keep(String question, V answer) {
    kept.put(question, new Kept<>(answer, clock.instant().plus(longest)));
    if (kept.size() > most) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
