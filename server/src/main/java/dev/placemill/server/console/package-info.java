/// The console: a page in which people send lists, watch them being enriched, judge and fetch the
/// results. The page is made of modules that the browser reads as they are, and talks to the
/// documented API alone.
///
/// Start at [dev.placemill.server.console.ConsoleRoutes]. The page itself is beside this room's
/// classes, in the resources.
@NullMarked
package dev.placemill.server.console;

import org.jspecify.annotations.NullMarked;
