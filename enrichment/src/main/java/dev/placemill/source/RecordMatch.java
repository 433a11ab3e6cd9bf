package dev.placemill.source;

import org.jspecify.annotations.Nullable;

/// A record that a source recognised the place as.
///
/// @param probability that the record is this place, or this place's brand
/// @param metres distance between place and record, or null when either has no coordinates
/// @param reason one sentence for people, e.g. "name 0.93 alike, 14 m away, same phone"
public record RecordMatch(
    Evidence record, String name, double probability, @Nullable Double metres, String reason) {}
