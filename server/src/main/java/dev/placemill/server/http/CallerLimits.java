package dev.placemill.server.http;

import org.jspecify.annotations.Nullable;

/// How much the organization of a caller may ask for. Null where it has no limit of its own and
/// that of the server holds.
///
/// @param requestsPerMinute to each server; 0 for any number
/// @param maxPlaces the most places of one batch
/// @param runningBatches batches worked at once
/// @param openSlices slices of its batches that have not ended
public record CallerLimits(
    int requestsPerMinute,
    @Nullable Integer maxPlaces,
    @Nullable Integer runningBatches,
    @Nullable Integer openSlices) {}
