/// The engine beside other job engines, on the same work: each contestant in a process of its own
/// with an embedded PostgreSQL of its own, all with the same settings.
///
/// Start at [dev.placemill.bench.peers.Contest].
@NullMarked
package dev.placemill.bench.peers;

import org.jspecify.annotations.NullMarked;
