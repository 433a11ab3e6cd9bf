package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.source.RecordMatch;
import java.util.List;
import java.util.Map;

/// Everything learned about one place.
///
/// @param attributes every wanted attribute, found or not
/// @param matches the records the sources recognised the place or its brand as; empty when nobody
///   knows it
/// @param matchReasoning one sentence for people on whether anybody knows this place
public record EnrichedPlace(
    Map<Attribute, FusedAttribute> attributes, List<RecordMatch> matches, String matchReasoning) {}
