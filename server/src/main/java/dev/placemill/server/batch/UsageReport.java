package dev.placemill.server.batch;

import dev.placemill.server.db.Database;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an organization used in a time, whole and by day and month.
///
/// @param days and `months` only those in which it created batches, in their order
public record UsageReport(
    Usage total, SortedMap<YearMonth, Usage> months, SortedMap<LocalDate, Usage> days) {
  /// Reads it from what is stored.
  ///
  /// @param first and `last` of the days, in UTC, both of them part of it
  public static UsageReport of(Database database, long orgId, LocalDate first, LocalDate last) {
    SortedMap<LocalDate, Usage> days =
        database.withHandle(handle -> UsageTable.ofDays(handle, orgId, first, last));
    SortedMap<YearMonth, Usage> months = new TreeMap<>();
    days.forEach((day, used) -> months.merge(YearMonth.from(day), used, Usage::plus));
    Usage total = days.values().stream().reduce(Usage.NONE, Usage::plus);
    return new UsageReport(total, months, days);
  }
}
