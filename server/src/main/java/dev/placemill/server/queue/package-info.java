/// The work queue: which slice is worked next, by whom, until when, and how often again.
///
/// Start at [dev.placemill.server.queue.SliceQueue]. It owns the tables `slice`, `open_run`,
/// `pause` and `node`. This room knows neither HTTP nor what a place is: it hands out leases on
/// numbered slices and takes them back.
@NullMarked
package dev.placemill.server.queue;

import org.jspecify.annotations.NullMarked;
