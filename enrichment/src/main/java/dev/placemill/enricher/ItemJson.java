package dev.placemill.enricher;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// One item of a batch's results as the JSON a client reads. It is written once, when the place
/// ends, and copied as bytes from then on.
public final class ItemJson {
  // A slice's thread writes hundreds of items, so buffers kept with the thread are used again; for
  // those of the pool all threads share, they would wait for each other.
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private ItemJson() {}

  /// Why a place failed.
  ///
  /// @param code stable and for programs; listed in `docs/reference/errors.md`
  /// @param message one sentence for people
  public record Failure(String code, String message) {
    public Failure(FailureCode code, String message) {
      this(code.wireName(), message);
    }
  }

  /// A place that was enriched.
  public static byte[] completed(String placeId, EnrichedPlace place, int attempts, Instant now) {
    return item(placeId, "completed", place, null, attempts, now);
  }

  /// A place that ended without success.
  ///
  /// @param soFar what was learned nevertheless, or null
  public static byte[] failed(
      String placeId, Failure failure, @Nullable EnrichedPlace soFar, int attempts, Instant now) {
    return item(placeId, "failed", soFar, failure, attempts, now);
  }

  /// A place that has not ended.
  public static byte[] pending(String placeId) {
    return item(placeId, "pending", null, null, 0, null);
  }

  private static byte[] item(
      String placeId,
      String status,
      @Nullable EnrichedPlace place,
      @Nullable Failure failure,
      int attempts,
      @Nullable Instant updatedAt) {
    var bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("place_id", placeId);
      json.writeStringProperty("enrichment_status", status);
      if (place == null) {
        json.writeNullProperty("enriched_data");
      } else {
        EnrichedPlaceJson.write(json, place);
      }
      writeText(json, "error_message", failure == null ? null : failure.message());
      writeText(json, "error_code", failure == null ? null : failure.code());
      json.writeNumberProperty("attempts", attempts);
      writeText(
          json,
          "updated_at",
          updatedAt == null ? null : updatedAt.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text) {
    if (text == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }
}
