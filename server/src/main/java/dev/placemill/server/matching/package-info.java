/// Place matching: which record is this place, asked for without enriching it.
///
/// Start at [dev.placemill.server.matching.MatchRoutes];
/// [dev.placemill.server.matching.PlaceMatching] gathers candidates from the imported datasets or
/// takes the caller's own, and lets [dev.placemill.match.PlaceRecogniser] judge them.
@NullMarked
package dev.placemill.server.matching;

import org.jspecify.annotations.NullMarked;
