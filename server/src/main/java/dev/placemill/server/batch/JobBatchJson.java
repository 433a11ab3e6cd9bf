package dev.placemill.server.batch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Batches as the JSON a client of the newer API reads.
final class JobBatchJson {
  private JobBatchJson() {}

  /// A batch with the ids of its places (`SubmittedPlaceBatchResponse`).
  ///
  /// @param attributes empty when they were not asked for
  static byte[] of(
      BatchView batch, Map<JobStatus, List<String>> ids, Map<String, AttributeIds> attributes) {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    ids.forEach((status, some) -> counts.put(status, some.size()));
    return BatchJson.bytes(json -> {
      json.writeStartObject();
      writeNames(json, batch);
      json.writeObjectPropertyStart("jobs");
      ids.forEach((status, some) -> writeTexts(json, status.wireName(), some));
      json.writeEndObject();
      writeMetadata(json, batch, counts, attributes);
      if (attributes.isEmpty()) {
        json.writeNullProperty("attribute_statuses");
      } else {
        json.writeObjectPropertyStart("attribute_statuses");
        attributes.forEach((attribute, some) -> writeAttribute(json, attribute, some));
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  private static void writeAttribute(JsonGenerator json, String attribute, AttributeIds some) {
    json.writeObjectPropertyStart(attribute);
    some.byStatus()
        .forEach((status, ids) -> {
          json.writeObjectPropertyStart(status);
          json.writeNumberProperty("total", ids.size());
          writeTexts(json, "ids", ids);
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  /// The same without the ids (`BatchJob`), as an entry of a list.
  static void writeEntry(JsonGenerator json, BatchView batch) {
    Map<JobStatus, Integer> counts = counts(batch);
    json.writeStartObject();
    writeNames(json, batch);
    writeCounts(json, counts);
    writeMetadata(json, batch, counts, Map.of());
    json.writeEndObject();
  }

  /// What the counts of a batch tell; which of those that have not ended are in work is only known
  /// place by place.
  private static Map<JobStatus, Integer> counts(BatchView batch) {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, 0);
    }
    Progress progress = batch.progress();
    counts.put(JobStatus.COMPLETED, progress.completed());
    counts.put(JobStatus.FAILED, progress.failed());
    if (progress.pending() > 0) {
      counts.put(JobStatus.of(batch), progress.pending());
    }
    return counts;
  }

  static void writeCounts(JsonGenerator json, Map<JobStatus, Integer> counts) {
    json.writeObjectPropertyStart("status_counts");
    counts.forEach((status, count) -> json.writeNumberProperty(status.wireName(), count));
    json.writeEndObject();
  }

  /// The id as its client knows it.
  static String id(BatchView batch) {
    String alias = batch.terms().alias();
    return alias == null ? batch.id().toString() : alias;
  }

  private static void writeNames(JsonGenerator json, BatchView batch) {
    json.writeStringProperty("id", id(batch));
    json.writeStringProperty("batch_name", batch.name());
    json.writeStringProperty("status", JobStatus.of(batch).wireName());
    BatchJson.writeTime(json, "created_at", batch.createdAt());
    BatchJson.writeTime(json, "updated_at", batch.updatedAt());
    json.writeBooleanProperty("refresh", batch.terms().refresh());
  }

  private static void writeMetadata(
      JsonGenerator json,
      BatchView batch,
      Map<JobStatus, Integer> counts,
      Map<String, AttributeIds> attributes) {
    Progress progress = batch.progress();
    int ended = progress.completed() + progress.failed();
    json.writeObjectPropertyStart("metadata");
    json.writeNumberProperty("total_jobs", progress.total());
    json.writeNumberProperty("completed_jobs", progress.completed());
    json.writeNumberProperty("failed_jobs", progress.failed());
    writeCounts(json, counts);
    if (ended == 0) {
      json.writeNullProperty("success_rate");
    } else {
      json.writeNumberProperty("success_rate", (double) progress.completed() / ended);
    }
    writeFillRates(json, attributes);
    BatchJson.writeTime(json, "estimated_completion", batch.estimatedCompletion());
    if (batch.waitingFor() != null) {
      json.writeStringProperty("waiting_for", batch.waitingFor());
    }
    if (batch.pausedAt() != null) {
      BatchJson.writeTime(json, "paused_at", batch.pausedAt());
    }
    if (batch.endedReason() != null) {
      json.writeStringProperty("ended_reason", batch.endedReason());
    }
    json.writeEndObject();
  }

  /// How many of the places have a value, attribute by attribute and on the average of those.
  private static void writeFillRates(JsonGenerator json, Map<String, AttributeIds> attributes) {
    json.writeObjectPropertyStart("attribute_fill_rates");
    attributes.forEach((attribute, some) ->
        some.findFillRate().ifPresent(rate -> json.writeNumberProperty(attribute, rate)));
    json.writeEndObject();
    OptionalDouble average =
        attributes.values().stream()
            .map(AttributeIds::findFillRate)
            .flatMapToDouble(OptionalDouble::stream)
            .average();
    if (average.isPresent()) {
      json.writeNumberProperty("average_fill_rate", average.getAsDouble());
    } else {
      json.writeNullProperty("average_fill_rate");
    }
  }

  /// A batch after a reprocess.
  ///
  /// @param places how many places are tried again
  static byte[] reprocessed(BatchView batch, Reprocess request, int places) {
    return BatchJson.bytes(json -> {
      json.writeStartObject();
      json.writeStringProperty("status", "success");
      json.writeStringProperty(
          "message",
          places == 0
              ? "Batch %s has no %s jobs to reprocess.".formatted(id(batch), request.which())
              : "Started reprocessing %,d %s jobs of batch %s."
                  .formatted(places, request.which(), id(batch)));
      json.writeNumberProperty("job_count", places);
      json.writeStringProperty("batch_id", id(batch));
      json.writeEndObject();
    });
  }

  /// A page of a list (`PaginatedBatchesResponse`), with the members of the guide's list where they
  /// are given.
  static byte[] page(
      @Nullable List<BatchView> items, List<BatchView> batches, int total, BatchStore.Range range) {
    return BatchJson.bytes(json -> {
      json.writeStartObject();
      if (items != null) {
        BatchJson.writeItems(json, items);
      }
      json.writeArrayPropertyStart("batches");
      batches.forEach(batch -> writeEntry(json, batch));
      json.writeEndArray();
      writeRange(json, total, range);
      json.writeEndObject();
    });
  }

  static void writeRange(JsonGenerator json, int total, BatchStore.Range range) {
    json.writeNumberProperty("total", total);
    json.writeNumberProperty("limit", range.limit());
    json.writeNumberProperty("offset", range.offset());
  }

  static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
