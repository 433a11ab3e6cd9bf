/// The library put together: every source in its order, with the settings that concern them, and
/// the enricher over them. Whoever enriches places without a server begins here.
@NullMarked
package dev.placemill.library;

import org.jspecify.annotations.NullMarked;
