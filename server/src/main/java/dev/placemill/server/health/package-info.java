/// Whether the server lives, is ready for work, and how it is doing: for load balancers,
/// supervisors and whoever is on call.
///
/// Start at [dev.placemill.server.health.HealthRoutes] and
/// [dev.placemill.server.health.MetricsRoute]. These routes want no key, and tell nothing about any
/// organization; nor does [dev.placemill.server.health.HealthReport], which is for people who are
/// signed in.
@NullMarked
package dev.placemill.server.health;

import org.jspecify.annotations.NullMarked;
