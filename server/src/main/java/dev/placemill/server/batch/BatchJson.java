package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Batches as the JSON a client reads. Results are copied as the bytes they were stored as.
final class BatchJson {
  private static final JsonFactory JSON = new JsonFactory();

  private BatchJson() {}

  static byte[] bytes(BatchView batch) {
    return bytes(json -> writeBatch(json, batch));
  }

  /// A batch after a reprocess.
  ///
  /// @param places how many places are tried again
  static byte[] reprocessed(BatchView batch, int places) {
    return bytes(json -> {
      json.writeStartObject();
      writeFields(json, batch);
      json.writeNumberProperty("reprocessed_count", places);
      json.writeEndObject();
    });
  }

  static Response.Body ofPause(String organization, boolean paused) {
    byte[] document =
        bytes(json -> {
          json.writeStartObject();
          json.writeStringProperty("organization", organization);
          json.writeBooleanProperty("paused", paused);
          json.writeEndObject();
        });
    return out -> out.write(document);
  }

  static Response.Body of(List<BatchView> batches) {
    return new Listing(
        bytes(json -> {
          json.writeStartObject();
          writeItems(json, batches);
          json.writeEndObject();
        }));
  }

  static void writeItems(JsonGenerator json, List<BatchView> batches) {
    json.writeArrayPropertyStart("items");
    batches.forEach(batch -> writeBatch(json, batch));
    json.writeEndArray();
  }

  static Response.Body of(BatchStore.Results results) {
    return new WithResults(bytes(results.batch()), results.items(), results.next());
  }

  private record Listing(byte[] bytes) implements Response.Body {
    @Override
    public int size() {
      return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }
  }

  /// A batch and its results, as the bytes they were stored as.
  private record WithResults(byte[] batch, List<byte[]> items, @Nullable Integer next)
      implements Response.Body {
    @Override
    public int size() {
      return items.stream().mapToInt(item -> item.length).sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(batch, 0, batch.length - 1);
      out.write(",\"results\":[".getBytes(UTF_8));
      writeItems(out, items);
      out.write(
          (next == null ? "]}" : "],\"next_cursor\":\"%s\"}".formatted(Cursor.of(next)))
              .getBytes(UTF_8));
    }
  }

  private static void writeItems(OutputStream out, List<byte[]> items) throws IOException {
    boolean first = true;
    for (byte[] item : items) {
      if (!first) {
        out.write(',');
      }
      out.write(item);
      first = false;
    }
  }

  interface Document {
    void writeTo(JsonGenerator json);
  }

  static byte[] bytes(Document document) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      document.writeTo(json);
    }
    return bytes.toByteArray();
  }

  private static void writeBatch(JsonGenerator json, BatchView batch) {
    json.writeStartObject();
    writeFields(json, batch);
    json.writeEndObject();
  }

  private static void writeFields(JsonGenerator json, BatchView batch) {
    Progress progress = batch.progress();
    json.writeStringProperty("batch_id", batch.id().toString());
    json.writeStringProperty("batch_name", batch.name());
    json.writeStringProperty("status", progress.status().wireName());
    json.writeNumberProperty("total_count", progress.total());
    json.writeNumberProperty("completed_count", progress.completed());
    json.writeNumberProperty("failed_count", progress.failed());
    json.writeNumberProperty("pending_count", progress.pending());
    writeTime(json, "created_at", batch.createdAt());
    writeTime(json, "updated_at", batch.updatedAt());
    writeTime(json, "estimated_completion", batch.estimatedCompletion());
    json.writeStringProperty("priority", batch.priority().wireName());
    writeTime(json, "expires_at", batch.expiresAt());
    if (batch.waitingFor() != null) {
      json.writeStringProperty("waiting_for", batch.waitingFor());
    }
    if (batch.pausedAt() != null) {
      writeTime(json, "paused_at", batch.pausedAt());
    }
    if (batch.endedReason() != null) {
      json.writeStringProperty("ended_reason", batch.endedReason());
    }
  }

  static void writeTime(JsonGenerator json, String name, @Nullable Instant time) {
    if (time == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, time.truncatedTo(ChronoUnit.MILLIS).toString());
    }
  }
}
