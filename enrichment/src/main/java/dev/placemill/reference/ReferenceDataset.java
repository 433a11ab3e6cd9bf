package dev.placemill.reference;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One imported dataset, as the manifest lists it.
///
/// @param directory of its index, below the reference directory
/// @param file the name of the file it was read from, or of the first and how many more
/// @param format one word for the kind of file, e.g. `osm`; null in manifests of older versions
/// @param version the release of the data, as its publisher or its importer calls it
/// @param licence what its places may be used for, as far as it is known
/// @param date the day whose state the data shows, as far as it is known
public record ReferenceDataset(
    String name,
    String directory,
    String file,
    long places,
    Instant importedAt,
    @Nullable String format,
    @Nullable String version,
    @Nullable String licence,
    @Nullable LocalDate date) {}
