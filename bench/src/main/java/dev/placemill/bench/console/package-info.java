/// The console in a real browser: a day's work in it, every page in every state, and what others'
/// tools say of it.
@NullMarked
package dev.placemill.bench.console;

import org.jspecify.annotations.NullMarked;
