/// The composition root: every part is made here, in order.
@NullMarked
package dev.placemill.server.app;

import org.jspecify.annotations.NullMarked;
