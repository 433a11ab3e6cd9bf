package dev.placemill.bench.simulate;

/// What a node believes it holds.
///
/// Its `node` is the incarnation it was given to.
final class Lease {
  final int slice;
  final int node;
  final int epoch;
  final int run;

  /// The places left when the slice was read, one bit each; -1 before it was read.
  int pending = -1;

  /// The places tried and not yet stored.
  int tried;

  /// Whether this node has decided, before its commit, that the slice is its batch's last.
  boolean thinksLast;

  Lease(int slice, int node, int epoch, int run) {
    this.slice = slice;
    this.node = node;
    this.epoch = epoch;
    this.run = run;
  }
}
