package dev.placemill.server.health;

import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// How often sources were asked about a place, what came of it, and how long they took.
public final class SourceMetrics {
  private static final String ATTEMPTS = "placemill_source_attempts_total";
  private static final String DURATION = "placemill_source_duration_seconds";

  private static final double MILLIS_PER_SECOND = 1_000;

  private enum Outcome {
    FOUND,
    NOTHING_KNOWN,
    UNAVAILABLE,
    REFUSED;

    static Outcome of(SourceAnswer answer) {
      return switch (answer) {
        case SourceAnswer.Found _ -> FOUND;
        case SourceAnswer.NothingKnown _, SourceAnswer.FoundNowhere _ -> NOTHING_KNOWN;
        case SourceAnswer.Unavailable _ -> UNAVAILABLE;
        case SourceAnswer.Refused _ -> REFUSED;
      };
    }
  }

  private static final class Figures {
    private final Map<Outcome, LongAdder> attempts = new EnumMap<>(Outcome.class);
    private final Durations durations = new Durations();

    Figures() {
      for (Outcome outcome : Outcome.values()) {
        attempts.put(outcome, new LongAdder());
      }
    }

    private long count(Outcome outcome) {
      LongAdder count = attempts.get(outcome);
      return count == null ? 0 : count.sum();
    }

    Summary summary(String source) {
      long asked = attempts.values().stream().mapToLong(LongAdder::sum).sum();
      return new Summary(
          source,
          asked,
          count(Outcome.FOUND),
          count(Outcome.NOTHING_KNOWN),
          count(Outcome.UNAVAILABLE),
          count(Outcome.REFUSED),
          asked == 0 ? 0 : durations.total() * MILLIS_PER_SECOND / asked);
    }
  }

  private final Map<String, Figures> sources = new ConcurrentSkipListMap<>();

  /// @param took how long the source took
  public void answered(String source, SourceAnswer answer, Duration took) {
    Figures figures = sources.computeIfAbsent(source, _ -> new Figures());
    LongAdder attempts = figures.attempts.get(Outcome.of(answer));
    if (attempts != null) {
      attempts.increment();
    }
    figures.durations.add(took);
  }

  /// What became of all questions to one source.
  record Summary(
      String source,
      long asked,
      long found,
      long nothingKnown,
      long unavailable,
      long refused,
      double meanMillis) {}

  /// Of every source that was asked anything, by name.
  List<Summary> summaries() {
    return sources.entrySet().stream()
        .map(source -> source.getValue().summary(source.getKey()))
        .toList();
  }

  void write(MetricText text) {
    text.family(ATTEMPTS, "How often this server asked a source about a place", "counter");
    sources.forEach((source, figures) ->
        figures.attempts.forEach((outcome, count) ->
            text.series(
                ATTEMPTS,
                Map.of("source", source, "outcome", outcome.name().toLowerCase(Locale.ROOT)),
                count.sum())));
    text.family(DURATION, "How long a source took over a place", "histogram");
    sources.forEach(
        (source, figures) -> figures.durations.write(text, DURATION, Map.of("source", source)));
  }
}
