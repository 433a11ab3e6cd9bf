package dev.placemill.reference;

import java.time.Duration;

/// What an import did.
///
/// @param places records now searchable
/// @param nodes places that are nodes; `ways` and `relations` likewise
/// @param closed places that the file says are gone, which are among the others
/// @param withoutCoordinates places left out because their outline lies outside the file
/// @param bytesRead size of the file
/// @param indexBytes size of the index on disk
public record ImportResult(
    String dataset,
    long places,
    long nodes,
    long ways,
    long relations,
    long closed,
    long withoutCoordinates,
    Duration elapsed,
    long bytesRead,
    long indexBytes) {}
