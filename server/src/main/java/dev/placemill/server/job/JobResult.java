package dev.placemill.server.job;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.JobStatus;
import dev.placemill.server.batch.StoredJob;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One place and what became of it, as both are stored.
///
/// @param place the client's own JSON
/// @param item as [dev.placemill.enricher.ItemJson] wrote it, or null when it has not ended
/// @param wanted what its batch asks for where the place does not say itself, or null for all
record JobResult(
    byte[] place, byte @Nullable [] item, JobStatus status, @Nullable Set<Attribute> wanted) {
  static JobResult of(StoredJob job) {
    return new JobResult(job.place(), job.item(), job.status(), job.wanted());
  }
}
