package dev.placemill.table;

import dev.placemill.evaluation.ExpectedPlace;

/// One row of a file of places whose answers are known.
public record ExpectedRow(PlaceRow row, ExpectedPlace expected) {}
