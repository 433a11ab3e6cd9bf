package dev.placemill.source.geography;

import org.jspecify.annotations.Nullable;

/// What an address alone tells about where it is.
///
/// @param country ISO code
/// @param countryReason half a sentence for people
/// @param city null when the line names none that we know
/// @param admin GeoNames' code of the subdivision, or null
record LocatedAddress(
    String country,
    double countryProbability,
    String countryReason,
    @Nullable CityCandidate city,
    double cityProbability,
    @Nullable String admin) {}
