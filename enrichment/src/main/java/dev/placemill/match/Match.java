package dev.placemill.match;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one record compares with a place.
///
/// @param probability that both are the same place
/// @param metres between the two, or null when either has no coordinates
/// @param reason for people, e.g. "name 0.93 alike, 14 m away, same phone"
/// @param terms what each feature added to the score, in log-odds; features that said nothing are
///   absent
public record Match(
    double probability, @Nullable Double metres, String reason, Map<MatchFeature, Double> terms) {}
