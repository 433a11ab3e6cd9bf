/// The composition root: every part is made here by `new`, in order.
///
/// Start at [dev.placemill.server.app.App], the running server, and at
/// [dev.placemill.server.app.Main], where the process begins.
@NullMarked
package dev.placemill.server.app;

import org.jspecify.annotations.NullMarked;
