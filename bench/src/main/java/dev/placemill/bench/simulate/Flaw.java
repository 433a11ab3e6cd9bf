package dev.placemill.bench.simulate;

/// A mechanism of the engine that is left out, to see that the simulator would notice.
public enum Flaw {
  /// All mechanisms work.
  NONE,
  /// A write is taken from whoever holds the slice, whatever the epoch of the lease.
  NO_EPOCH,
  /// Work is taken from nodes without looking at when they were last heard of.
  HASTY_RESCUE,
  /// Whether a slice was the last of its batch is decided before the batch is locked.
  UNLOCKED_END,
  /// Work that comes back is in line at once, without a look at whether its batch is paused.
  BACK_IN_LINE
}
