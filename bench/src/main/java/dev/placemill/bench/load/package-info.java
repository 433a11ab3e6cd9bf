/// A server with work of a known cost in this very process, and clients that keep it busy; what the
/// proofs about growth and polls measure.
@NullMarked
package dev.placemill.bench.load;

import org.jspecify.annotations.NullMarked;
