package dev.placemill.server.cli;

import tools.jackson.databind.JsonNode;

/// A batch as the API shows it, in words.
final class BatchLine {
  private BatchLine() {}

  static String of(JsonNode batch) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (%s): %s, %d/%d completed, %d failed, %d waiting"
            .formatted(
                batch.path("batch_id").asString(""),
                batch.path("batch_name").asString(""),
                batch.path("status").asString(""),
                batch.path("completed_count").asLong(0),
                batch.path("total_count").asLong(0),
                batch.path("failed_count").asLong(0),
                batch.path("pending_count").asLong(0)));
    append(text, ", ended because ", batch.path("ended_reason"));
    append(text, ", expected to end at ", batch.path("estimated_completion"));
    return text.toString();
  }

  private static void append(StringBuilder text, String before, JsonNode value) {
    if (value.isString()) {
      text.append(before).append(value.stringValue());
    }
  }
}
