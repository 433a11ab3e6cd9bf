package dev.placemill.bench.peers;

/// A way to work many places: takes them in, works them, stores what came of each.
interface Contestant extends AutoCloseable {
  /// Works places until the result of every one is stored.
  Outcome work(Workload workload, int places) throws Exception;

  @Override
  default void close() {}
}
