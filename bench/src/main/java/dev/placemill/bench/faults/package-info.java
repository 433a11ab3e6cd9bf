/// What goes wrong, what it does to several nodes on one database, and what it must not do.
///
/// Start at [Fault], of which each is one; [Nodes] plays a round.
@NullMarked
package dev.placemill.bench.faults;

import org.jspecify.annotations.NullMarked;
