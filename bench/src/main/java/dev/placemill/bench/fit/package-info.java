/// Fits the match score to labelled pairs and writes `match-model.json`.
///
/// Start at [dev.placemill.bench.fit.Fit], the command. [dev.placemill.bench.fit.ModelFitter] says
/// what is fitted to which pairs, [dev.placemill.bench.fit.TreeLearner] how.
@NullMarked
package dev.placemill.bench.fit;

import org.jspecify.annotations.NullMarked;
