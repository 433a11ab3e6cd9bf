package dev.placemill.reference;

import java.time.Instant;

/// One imported dataset, as the manifest lists it.
///
/// @param directory of its index, below the reference directory
/// @param file the name of the file it was read from
public record ReferenceDataset(
    String name, String directory, String file, long places, Instant importedAt) {}
