package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.PlaceStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which places of a batch are asked for: those that pass everything it says.
///
/// @param statuses one of which the place has; none for any
/// @param attributes all of which must pass what is said of attributes; none when one attribute,
///   whichever, is enough
/// @param attributeStatuses one of which an attribute has; none for any, but then it has a value
/// @param least how sure an attribute's value is at least, or null
/// @param since the place ended then or later, or null
record ResultFilter(
    Set<PlaceStatus> statuses,
    Set<Attribute> attributes,
    Set<AttributeStatus> attributeStatuses,
    @Nullable Confidence least,
    @Nullable Instant since) {
  boolean passes(ResultRow row) {
    return (statuses.isEmpty() || statuses.contains(row.place().status()))
        && (since == null || endedSince(row, since))
        && (!looksAtAttributes() || attributesPass(row.item()));
  }

  private static boolean endedSince(ResultRow row, Instant since) {
    JsonNode updated = row.item().path("updated_at");
    return updated.isString() && !Instant.parse(updated.asString()).isBefore(since);
  }

  private boolean looksAtAttributes() {
    return !attributes.isEmpty() || !attributeStatuses.isEmpty() || least != null;
  }

  private boolean attributesPass(JsonNode item) {
    return attributes.isEmpty()
        ? item.path("attribute_status").properties().stream()
            .anyMatch(attribute -> passes(attribute.getKey(), item))
        : attributes.stream().allMatch(attribute -> passes(attribute.wireName(), item));
  }

  private boolean passes(String attribute, JsonNode item) {
    String status = item.path("attribute_status").path(attribute).asString("");
    boolean wanted =
        attributeStatuses.isEmpty()
            ? item.path("enriched_data").has(attribute)
            : attributeStatuses.stream().anyMatch(one -> one.wireName().equals(status));
    return wanted && (least == null || isSureEnough(attribute, item, least));
  }

  /// From the surest on, so that earlier words say more.
  private static boolean isSureEnough(String attribute, JsonNode item, Confidence least) {
    String word = item.path("confidence_scores").path(attribute).asString("");
    return !word.isEmpty() && Confidence.valueOf(word).compareTo(least) <= 0;
  }
}
