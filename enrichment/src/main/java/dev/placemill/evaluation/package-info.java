/// How good are the answers? Pairs and places whose truth is known are judged by the very code that
/// judges a client's, and counted.
///
/// Start at [dev.placemill.evaluation.PairEvaluation] for pairs of descriptions and at
/// [dev.placemill.evaluation.PlaceEvaluation] for whole places. Nothing is decided here, and
/// nothing learnt: it only counts.
@NullMarked
package dev.placemill.evaluation;

import org.jspecify.annotations.NullMarked;
