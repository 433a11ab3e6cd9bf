package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.PlaceStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private static final Attribute[] ALL = Attribute.values();

  boolean passes(ResultRow row) {
    return (statuses.isEmpty() || statuses.contains(row.place().status()))
        && (since == null || endedSince(row.outline(), since))
        && (!looksAtAttributes() || attributesPass(row.outline()));
  }

  private static boolean endedSince(ItemOutline item, Instant since) {
    return item.findUpdatedAt().map(Instant::parse).filter(at -> !at.isBefore(since)).isPresent();
  }

  private boolean looksAtAttributes() {
    return !attributes.isEmpty() || !attributeStatuses.isEmpty() || least != null;
  }

  private boolean attributesPass(ItemOutline item) {
    return attributes.isEmpty()
        ? Arrays.stream(ALL).anyMatch(attribute -> passes(attribute, item))
        : attributes.stream().allMatch(attribute -> passes(attribute, item));
  }

  private boolean passes(Attribute attribute, ItemOutline item) {
    AttributeStatus status = item.status(attribute);
    boolean wanted =
        attributeStatuses.isEmpty()
            ? item.hasValue(attribute)
            : status != null && attributeStatuses.contains(status);
    return wanted && (least == null || isSureEnough(item.confidence(attribute), least));
  }

  /// From the surest on, so that earlier words say more.
  private static boolean isSureEnough(@Nullable Confidence word, Confidence least) {
    return word != null && word.compareTo(least) <= 0;
  }
}
