package dev.placemill.bench.simulate;

/// A promise of the engine was broken.
final class Violation extends RuntimeException {
  Violation(String what) {
    super(what, null, false, false);
  }
}
