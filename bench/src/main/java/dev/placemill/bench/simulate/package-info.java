/// The engine's protocol of leases, as a model small enough to try a million schedules of: what the
/// database does in one transaction is one step, and anything may happen between two steps.
///
/// Start at [dev.placemill.bench.simulate.Schedule]. [dev.placemill.bench.simulate.Store] mirrors
/// the conditions of the server's `SliceQueue`, `SliceClaims`, `PausedRuns`, `NodeRegistry` and
/// `GroupCommit`; whoever changes one changes the other.
@NullMarked
package dev.placemill.bench.simulate;

import org.jspecify.annotations.NullMarked;
