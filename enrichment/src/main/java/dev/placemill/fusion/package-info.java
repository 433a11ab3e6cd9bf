/// Which observation of an attribute wins, how sure we are, and how that compares with what the
/// client already had.
///
/// Start at [dev.placemill.fusion.Fusion]; how far sources are trusted is in
/// [dev.placemill.fusion.Trust].
@NullMarked
package dev.placemill.fusion;

import org.jspecify.annotations.NullMarked;
