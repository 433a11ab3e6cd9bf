package dev.placemill.evaluation;

import dev.placemill.match.Clues;

/// Two descriptions, and what somebody who knows says of them.
///
/// @param same whether both are of one place
public record LabelledPair(Clues left, Clues right, boolean same) {}
