/// Proofs: programs that run the real server as its users do, measure it and try to break it.
///
/// Start at [Main], then at the proof it names. Nothing here is part of what users run.
@NullMarked
package dev.placemill.bench;

import org.jspecify.annotations.NullMarked;
