package dev.placemill.server.result;

import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.batch.PlaceStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which places of a batch are asked for: those that pass everything it says.
///
/// @param statuses one of which the place has; none for any
/// @param errorCodes one of which it failed with; none for any
/// @param duplicate whether it is a duplicate of an earlier one, or null
/// @param minDistance how many metres the place was found from where it was sent to be, at least;
///   or null
/// @param search what the place's name or id contains, in any case, or null
/// @param since the place ended then or later, or null
record ResultFilter(
    Set<PlaceStatus> statuses,
    Set<String> errorCodes,
    @Nullable Boolean duplicate,
    @Nullable Double minDistance,
    @Nullable String search,
    @Nullable Instant since,
    AttributeFilter attributes) {
  boolean passes(ResultRow row) {
    return (statuses.isEmpty() || statuses.contains(row.place().status()))
        && (errorCodes.isEmpty()
            || row.outline().findErrorCode().filter(errorCodes::contains).isPresent())
        && (duplicate == null || duplicate == row.outline().isDuplicate())
        && (minDistance == null || isApart(row.distance(), minDistance))
        && (since == null || endedSince(row.outline(), since))
        && (search == null || isNamed(row, search))
        && attributes.passes(row);
  }

  private static boolean isApart(@Nullable Double metres, double least) {
    return metres != null && metres >= least;
  }

  private static boolean endedSince(ItemOutline item, Instant since) {
    return item.findUpdatedAt().map(Instant::parse).filter(at -> !at.isBefore(since)).isPresent();
  }

  private static boolean isNamed(ResultRow row, String search) {
    String words = search.toLowerCase(Locale.ROOT);
    return Stream.of(row.inputs().path("name").asString(""), row.placeId())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
  }
}
