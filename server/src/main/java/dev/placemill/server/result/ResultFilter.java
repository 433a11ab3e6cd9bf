package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.batch.PlaceStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which places of a batch are asked for: those that pass everything it says.
///
/// @param statuses one of which the place has; none for any
/// @param attributes all of which must pass what is said of attributes; none when one attribute,
///   whichever, is enough
/// @param attributeStatuses one of which an attribute has; none for any, but then it has a value,
///   unless a confidence or a decision is asked for
/// @param confidences one of which an attribute has; none for any
/// @param least how sure an attribute's value is at least, or null
/// @param decided whether somebody decided about an attribute that was asked for, or null
/// @param search what the place's name or id contains, in any case, or null
/// @param since the place ended then or later, or null
record ResultFilter(
    Set<PlaceStatus> statuses,
    Set<Attribute> attributes,
    Set<AttributeStatus> attributeStatuses,
    Set<Confidence> confidences,
    @Nullable Confidence least,
    @Nullable Boolean decided,
    @Nullable String search,
    @Nullable Instant since) {
  private static final Attribute[] ALL = Attribute.values();

  boolean passes(ResultRow row) {
    return (statuses.isEmpty() || statuses.contains(row.place().status()))
        && (since == null || endedSince(row.outline(), since))
        && (search == null || isNamed(row, search))
        && (!looksAtAttributes() || attributesPass(row));
  }

  private static boolean endedSince(ItemOutline item, Instant since) {
    return item.findUpdatedAt().map(Instant::parse).filter(at -> !at.isBefore(since)).isPresent();
  }

  private static boolean isNamed(ResultRow row, String search) {
    String words = search.toLowerCase(Locale.ROOT);
    return Stream.of(row.inputs().path("name").asString(""), row.placeId())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
  }

  private boolean looksAtAttributes() {
    return !attributes.isEmpty()
        || !attributeStatuses.isEmpty()
        || !confidences.isEmpty()
        || decided != null
        || least != null;
  }

  private boolean attributesPass(ResultRow row) {
    return attributes.isEmpty()
        ? Arrays.stream(ALL).anyMatch(attribute -> passes(attribute, row))
        : attributes.stream().allMatch(attribute -> passes(attribute, row));
  }

  private boolean passes(Attribute attribute, ResultRow row) {
    ItemOutline item = row.outline();
    return hasWantedStatus(attribute, item)
        && (decided == null || decided == row.decisions().containsKey(attribute))
        && (confidences.isEmpty() || isOneOf(item.confidence(attribute), confidences))
        && (least == null || isSureEnough(item.confidence(attribute), least));
  }

  private boolean hasWantedStatus(Attribute attribute, ItemOutline item) {
    AttributeStatus status = item.status(attribute);
    if (!attributeStatuses.isEmpty()) {
      return status != null && attributeStatuses.contains(status);
    }
    if (decided != null) {
      // What was decided stays so while the place is tried again.
      return decided || status != null;
    }
    return !confidences.isEmpty() || item.hasValue(attribute);
  }

  private static boolean isOneOf(@Nullable Confidence word, Set<Confidence> words) {
    return word != null && words.contains(word);
  }

  /// From the surest on, so that earlier words say more.
  private static boolean isSureEnough(@Nullable Confidence word, Confidence least) {
    return word != null && word.compareTo(least) <= 0;
  }
}
