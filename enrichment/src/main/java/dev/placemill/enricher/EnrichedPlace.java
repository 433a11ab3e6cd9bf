package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.Coordinates;
import dev.placemill.source.RecordMatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything learned about one place.
///
/// @param attributes every wanted attribute, found or not
/// @param matches the records the sources recognised the place or its brand as; empty when nobody
///   knows it
/// @param matchReasoning one sentence for people on whether anybody knows this place
/// @param duplicateOf the id of an earlier place that was sent together with this one and is the
///   same, or null
/// @param sentPoint where the client said it is, or null
public record EnrichedPlace(
    Map<Attribute, FusedAttribute> attributes,
    List<RecordMatch> matches,
    String matchReasoning,
    @Nullable String duplicateOf,
    @Nullable Coordinates sentPoint) {}
