package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import org.jspecify.annotations.Nullable;

/// What is said of one value of one place.
///
/// @param position of the place in its batch
/// @param verdict null when what was said before is taken back
/// @param value what counts from now on, as JSON; null when nothing does
/// @param found what was found, as JSON, or null when there was nothing
public record Judgement(
    int position,
    String placeId,
    Attribute attribute,
    @Nullable Verdict verdict,
    @Nullable String value,
    @Nullable String found,
    @Nullable String note) {}
