package dev.placemill.server.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// How long something took, as a histogram with the bounds that OpenTelemetry recommends for
/// requests.
final class Durations {
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private static final double NANOS_PER_SECOND = 1e9;

  private final List<LongAdder> buckets = BOUNDS.stream().map(_ -> new LongAdder()).toList();
  private final LongAdder beyond = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();

  void add(Duration duration) {
    double seconds = duration.toNanos() / NANOS_PER_SECOND;
    sum.add(seconds);
    for (int i = 0; i < BOUNDS.size(); i++) {
      if (seconds <= BOUNDS.get(i)) {
        buckets.get(i).increment();
        return;
      }
    }
    beyond.increment();
  }

  /// All of it, in seconds.
  double total() {
    return sum.sum();
  }

  void write(MetricText text, String name, Map<String, String> labels) {
    long soFar = 0;
    for (int i = 0; i < BOUNDS.size(); i++) {
      soFar += buckets.get(i).sum();
      text.series(name + "_bucket", with(labels, BOUNDS.get(i).toString()), soFar);
    }
    soFar += beyond.sum();
    text.series(name + "_bucket", with(labels, "+Inf"), soFar);
    text.series(name + "_sum", labels, sum.sum());
    text.series(name + "_count", labels, soFar);
  }

  private static Map<String, String> with(Map<String, String> labels, String bound) {
    Map<String, String> more = new HashMap<>(labels);
    more.put("le", bound);
    return more;
  }
}
