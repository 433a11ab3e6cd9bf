/// What every proof is made of: how it is set up, the figures it prints and the goals they must
/// meet.
@NullMarked
package dev.placemill.bench.proof;

import org.jspecify.annotations.NullMarked;
