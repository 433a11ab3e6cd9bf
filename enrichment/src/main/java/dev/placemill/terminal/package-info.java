/// Speaking to the person at a terminal: what was found, how far it is, what went wrong, and the
/// exit code.
@NullMarked
package dev.placemill.terminal;

import org.jspecify.annotations.NullMarked;
