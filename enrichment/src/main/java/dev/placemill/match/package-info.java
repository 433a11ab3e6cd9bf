/// Is this record the same place? Names, distance, address and contacts are compared, weighed and
/// explained.
///
/// Start at [dev.placemill.match.PlaceRecogniser], which picks among candidates; one pair is judged
/// by [dev.placemill.match.MatchScorer] with the weights of `match-model.json`. This room neither
/// searches nor knows where records come from.
@NullMarked
package dev.placemill.match;

import org.jspecify.annotations.NullMarked;
