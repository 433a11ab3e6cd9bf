package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One of the decisions a request asks for: about an attribute of one place, or of all places where
/// it has a certain value.
///
/// @param index in the request; what is said later counts
/// @param placeId null when it is about a value
/// @param found the value it is about, or null
/// @param verdict null to take a decision back
/// @param value what is right instead, as JSON, with [Verdict#OVERRIDE] alone
record Ruling(
    int index,
    @Nullable String placeId,
    @Nullable JsonNode found,
    Attribute attribute,
    @Nullable Verdict verdict,
    @Nullable String value,
    @Nullable String note) {
  /// Where a field of it stands in the request.
  String pointer(String field) {
    return pointer(index, field);
  }

  static String pointer(int index, String field) {
    return "#/decisions/%d/%s".formatted(index, field);
  }
}
