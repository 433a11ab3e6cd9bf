package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.ItemOutline;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which places are asked for by what is known of their attributes.
///
/// @param attributes all of which must pass what is said of attributes; none when one attribute,
///   whichever, is enough
/// @param statuses one of which an attribute has; none for any, but then it has a value, unless a
///   confidence or a decision is asked for
/// @param confidences one of which an attribute has; none for any
/// @param least how sure an attribute's value is at least, or null
/// @param decided whether somebody decided about an attribute that was asked for, or null
/// @param value what an attribute's value, written as JSON, contains, in any case; or null
record AttributeFilter(
    Set<Attribute> attributes,
    Set<AttributeStatus> statuses,
    Set<Confidence> confidences,
    @Nullable Confidence least,
    @Nullable Boolean decided,
    @Nullable String value) {
  private static final Attribute[] ALL = Attribute.values();

  boolean passes(ResultRow row) {
    if (asksNothing()) {
      return true;
    }
    return attributes.isEmpty()
        ? Arrays.stream(ALL).anyMatch(attribute -> passes(attribute, row))
        : attributes.stream().allMatch(attribute -> passes(attribute, row));
  }

  private boolean asksNothing() {
    return attributes.isEmpty()
        && statuses.isEmpty()
        && confidences.isEmpty()
        && least == null
        && decided == null
        && value == null;
  }

  private boolean passes(Attribute attribute, ResultRow row) {
    ItemOutline item = row.outline();
    return hasWantedStatus(attribute, item)
        && (decided == null || decided == row.decisions().containsKey(attribute))
        && (confidences.isEmpty() || isOneOf(item.confidence(attribute), confidences))
        && (least == null || isSureEnough(item.confidence(attribute), least))
        && (value == null || holds(attribute, item, value));
  }

  private boolean hasWantedStatus(Attribute attribute, ItemOutline item) {
    AttributeStatus status = item.status(attribute);
    if (!statuses.isEmpty()) {
      return status != null && statuses.contains(status);
    }
    if (decided != null) {
      // What was decided stays so while the place is tried again.
      return decided || status != null;
    }
    return !confidences.isEmpty() || item.hasValue(attribute);
  }

  private static boolean holds(Attribute attribute, ItemOutline item, String text) {
    return item.hasValue(attribute)
        && item.value(attribute).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isOneOf(@Nullable Confidence word, Set<Confidence> words) {
    return word != null && words.contains(word);
  }

  /// From the surest on, so that earlier words say more.
  private static boolean isSureEnough(@Nullable Confidence word, Confidence least) {
    return word != null && word.compareTo(least) <= 0;
  }
}
