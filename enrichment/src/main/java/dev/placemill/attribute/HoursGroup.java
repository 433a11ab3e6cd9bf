package dev.placemill.attribute;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One span of opening and the days of the week that have it.
///
/// @param opens 24-hour time, e.g. `08:00`
/// @param closes 24-hour time; earlier than `opens` when it is on the next day, `24:00` at midnight
public record HoursGroup(List<DayOfWeek> days, String opens, String closes) {
  public HoursGroup {
    days = List.copyOf(days);
  }

  /// A week's spans in the order in which they first occur; closed days occur in none.
  static List<HoursGroup> of(Map<DayOfWeek, String> weekly) {
    Map<String, List<DayOfWeek>> daysBySpan = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      String times = weekly.getOrDefault(day, TimeRange.CLOSED);
      if (!times.equals(TimeRange.CLOSED)) {
        for (String span : times.split(", ", -1)) {
          daysBySpan.computeIfAbsent(span, _ -> new ArrayList<>()).add(day);
        }
      }
    }
    return daysBySpan.entrySet().stream()
        .map(entry -> of(entry.getValue(), entry.getKey()))
        .toList();
  }

  private static HoursGroup of(List<DayOfWeek> days, String span) {
    int dash = span.indexOf('-');
    return span.equals(TimeRange.ALL_DAY)
        ? new HoursGroup(days, "00:00", "24:00")
        : new HoursGroup(days, span.substring(0, dash), span.substring(dash + 1));
  }
}
