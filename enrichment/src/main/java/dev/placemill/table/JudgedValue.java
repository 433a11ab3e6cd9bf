package dev.placemill.table;

import tools.jackson.databind.JsonNode;

/// What a person decided of a value.
///
/// @param verdict a word for it
/// @param value what counts, of opening hours their text; null when nothing does
public record JudgedValue(String verdict, JsonNode value) {}
