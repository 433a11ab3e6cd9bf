package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One place of a batch as it is stored.
///
/// @param place the client's own JSON
/// @param item as [ItemJson] wrote it, or null when it has not ended
/// @param wanted what is asked for of it where it does not say itself, or null for all
public record StoredJob(
    BatchId batch,
    int position,
    byte[] place,
    byte @Nullable [] item,
    JobStatus status,
    @Nullable Set<Attribute> wanted) {}
