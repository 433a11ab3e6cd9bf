package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.ItemOutline;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What somebody decided of one value of one place.
///
/// @param value what counts, as JSON; null when nothing does
/// @param found what had been found by then, as JSON, or null for nothing
/// @param keyId by whom, or null for who is no key
/// @param run of the batch at that time
public record Decision(
    int position,
    String placeId,
    Attribute attribute,
    Verdict verdict,
    @Nullable String value,
    @Nullable String found,
    @Nullable String note,
    Instant decidedAt,
    @Nullable Long keyId,
    int run) {

  /// Whether something else was found since. While the place is in work nobody knows.
  public boolean isOutdated(ItemOutline item) {
    return item.findUpdatedAt().isPresent()
        && !item.value(attribute).equals(Objects.requireNonNullElse(found, ItemOutline.NULL));
  }
}
