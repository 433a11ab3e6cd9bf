package dev.placemill.server.queue;

/// The lease a write was made under is no longer held: the slice was given to another node, or its
/// batch has ended. Nothing of the write was kept.
public final class LeaseLost extends RuntimeException {
  public LeaseLost(Lease lease) {
    super("lease lost: " + lease, null, false, false);
  }
}
