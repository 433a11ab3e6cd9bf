package dev.placemill.server.http;

import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of a request about something small, a key or a webhook: one JSON object that is read as
/// a whole. What is wrong with its fields is gathered in [Faults]; fields that are not known are
/// let through.
public final class SmallBody {
  private static final int MOST_BYTES = 64 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private SmallBody() {}

  /// The object that a body is; one without fields where there is none.
  ///
  /// @throws ApiException when it is larger than 64 KiB
  public static JsonNode optional(byte[] body) {
    if (body.length > MOST_BYTES) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE,
          "The body of this request takes at most %,d bytes.".formatted(MOST_BYTES));
    }
    return body.length == 0 ? JSON.createObjectNode() : object(body);
  }

  /// The object that a body is, which may be as large as any body.
  public static JsonNode object(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "The body is not valid JSON: %s".formatted(e.getOriginalMessage()));
    }
    throw new ApiException(
        ErrorCode.INVALID_REQUEST,
        "The body must be a JSON object.",
        List.of(new Fault("#", "must be an object")));
  }

  /// Whether a field is not there, or null, which is the same.
  public static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /// Whether a field is [plain text][PlainText] of at most so many characters.
  public static boolean isText(JsonNode value, int longest) {
    return value.isString()
        && value.asString().length() <= longest
        && PlainText.is(value.asString());
  }

  /// How long what is replaced stays good beside the new, in `overlap_seconds`.
  public static Duration overlap(JsonNode json, Duration usual, Duration longest) {
    JsonNode seconds = json.path("overlap_seconds");
    if (isAbsent(seconds)) {
      return usual;
    }
    if (!seconds.isIntegralNumber()
        || !seconds.canConvertToInt()
        || seconds.asInt() < 0
        || seconds.asInt() > longest.toSeconds()) {
      var faults = new Faults();
      faults.add(
          "#/overlap_seconds",
          "must be a whole number from 0 to %d".formatted(longest.toSeconds()));
      faults.refuse();
    }
    return Duration.ofSeconds(seconds.asInt());
  }
}
