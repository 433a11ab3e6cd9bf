package dev.placemill.bench.peers;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// How long each place took from its submission to its result. Safe for use by many threads.
public final class Latencies {
  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  Latencies(int places) {
    nanos = new long[places];
  }

  void add(long nanoseconds) {
    nanos[count.getAndIncrement()] = nanoseconds;
  }

  int count() {
    return count.get();
  }

  /// @param share 0.5 for the median
  double milliseconds(double share) {
    long[] sorted = Arrays.copyOf(nanos, count.get());
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }
}
