/// What a source of place knowledge is, what it is asked, and what it may answer.
///
/// Start at [dev.placemill.source.EnrichmentSource]. Each source lives in a room of its own below
/// this one; sources never see each other.
@NullMarked
package dev.placemill.source;

import org.jspecify.annotations.NullMarked;
