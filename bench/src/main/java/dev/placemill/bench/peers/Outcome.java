package dev.placemill.bench.peers;

/// How a contestant did.
///
/// @param seconds from the first submission to the last result
/// @param p50 milliseconds from submission to result of one place, median
/// @param p99 the same, of the slowest hundredth
/// @param ownCpuSeconds processor time of a process that worked and has ended, and whose figure
///   nobody else can read any more
record Outcome(double seconds, double p50, double p99, double ownCpuSeconds) {
  static Outcome of(long begin, Latencies latencies) {
    return new Outcome(
        (System.nanoTime() - begin) / 1e9,
        latencies.milliseconds(0.5),
        latencies.milliseconds(0.99),
        0);
  }
}
