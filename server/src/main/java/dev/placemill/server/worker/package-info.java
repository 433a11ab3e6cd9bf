/// The loops that do the work: claim slices, enrich their places, store what came of it; beat the
/// heart; keep house.
///
/// Start at [dev.placemill.server.worker.Worker]. When a place is tried again is decided in
/// [dev.placemill.server.worker.RetryPolicy] alone.
@NullMarked
package dev.placemill.server.worker;

import org.jspecify.annotations.NullMarked;
