/// The engine with one of its mechanisms switched off, and the tests that must notice.
///
/// Start at [dev.placemill.bench.promises.Mechanism], the list of what is switched off.
@NullMarked
package dev.placemill.bench.promises;

import org.jspecify.annotations.NullMarked;
