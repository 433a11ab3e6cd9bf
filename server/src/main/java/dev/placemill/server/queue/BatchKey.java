package dev.placemill.server.queue;

import java.time.LocalDate;
import java.util.UUID;

/// Where a batch is kept: its organization, its partition and its id.
///
/// @param day the UTC day the batch was created on
public record BatchKey(long orgId, LocalDate day, UUID batchId) {}
