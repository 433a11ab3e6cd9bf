package dev.placemill.source.website;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.source.website.ClockTimes.Span;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The times of a week as they are gathered, and the same in OpenStreetMap's notation.
final class WeekOfTimes {
  private static final List<String> NAMES = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  // A day without times is one that is said to be closed.
  private final Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);

  void open(Collection<DayOfWeek> on, Collection<Span> times) {
    for (DayOfWeek day : on) {
      List<Span> all = days.computeIfAbsent(day, _ -> new ArrayList<>());
      times.stream().filter(time -> !all.contains(time)).forEach(all::add);
    }
  }

  void closed(Collection<DayOfWeek> on) {
    on.forEach(day -> days.computeIfAbsent(day, _ -> new ArrayList<>()));
  }

  Set<DayOfWeek> settled() {
    return days.keySet();
  }

  boolean hasTimes() {
    return days.values().stream().anyMatch(times -> !times.isEmpty());
  }

  /// Empty when no day opens: a list of closed days is more often a mistake than a place.
  Optional<AttributeValue.OpeningHours> findValue() {
    return hasTimes() ? Normalizer.openingHours(notation()) : Optional.empty();
  }

  private String notation() {
    List<String> rules = new ArrayList<>();
    int first = 0;
    while (first < NAMES.size()) {
      String times = times(first);
      int last = first;
      while (last + 1 < NAMES.size() && times(last + 1).equals(times)) {
        last++;
      }
      if (!times.isEmpty()) {
        String until = last == first ? "" : "-" + NAMES.get(last);
        rules.add(NAMES.get(first) + until + " " + times);
      }
      first = last + 1;
    }
    return String.join("; ", rules);
  }

  private String times(int day) {
    List<Span> times = days.get(DayOfWeek.of(day + 1));
    if (times == null) {
      return "";
    }
    return times.isEmpty()
        ? "off"
        : times.stream()
            .sorted(Comparator.comparingInt(Span::from))
            .map(Span::asText)
            .collect(Collectors.joining(","));
  }
}
