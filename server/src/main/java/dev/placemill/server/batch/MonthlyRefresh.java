package dev.placemill.server.batch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// When batches that are flagged for it are worked anew: at the beginning of the 9th of each month,
/// in UTC.
final class MonthlyRefresh {
  private static final int DAY_OF_MONTH = 9;

  private MonthlyRefresh() {}

  /// The first such moment after another.
  static Instant next(Instant after) {
    OffsetDateTime ninth =
        after.atOffset(ZoneOffset.UTC).withDayOfMonth(DAY_OF_MONTH).truncatedTo(ChronoUnit.DAYS);
    return (ninth.toInstant().isAfter(after) ? ninth : ninth.plusMonths(1)).toInstant();
  }
}
