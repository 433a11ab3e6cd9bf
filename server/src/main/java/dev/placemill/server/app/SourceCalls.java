package dev.placemill.server.app;

import dev.placemill.enricher.SourceWatch;
import dev.placemill.server.health.SourceMetrics;
import dev.placemill.server.trace.TraceSpan;
import dev.placemill.server.trace.Traces;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;

/// Every question to a source, as a figure and as a span that what it asks of others belongs to.
record SourceCalls(SourceMetrics metrics, Traces traces) implements SourceWatch {
  @Override
  public Watched begin(String source) {
    long began = System.nanoTime();
    TraceSpan span = traces.work("source " + source);
    return answer -> {
      try (span) {
        metrics.answered(source, answer, Duration.ofNanos(System.nanoTime() - began));
        switch (answer) {
          case SourceAnswer.Unavailable _ -> span.failed("unavailable");
          case SourceAnswer.Refused _ -> span.failed("refused");
          default -> {}
        }
      }
    };
  }
}
