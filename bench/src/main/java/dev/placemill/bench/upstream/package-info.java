/// A source of place knowledge that misbehaves on demand and remembers every call, and the nodes
/// that ask it.
@NullMarked
package dev.placemill.bench.upstream;

import org.jspecify.annotations.NullMarked;
