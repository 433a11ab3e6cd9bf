/// Which observation of an attribute wins, how sure we are, and how that compares with what the
/// client already had.
@NullMarked
package dev.placemill.fusion;

import org.jspecify.annotations.NullMarked;
