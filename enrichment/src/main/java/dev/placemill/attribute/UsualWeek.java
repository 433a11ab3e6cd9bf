package dev.placemill.attribute;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The times of an ordinary week, built rule by rule with OpenStreetMap's meaning: a later rule
/// replaces earlier ones for the days it names, one after a comma adds to them, one after `||` only
/// fills days nobody spoke of. Holidays and single dates are exceptions and leave the week alone.
final class UsualWeek {
  /// Times of a day; null when they depend on something a week cannot show.
  private record Day(@Nullable List<TimeRange> times) {}

  private static final Day UNTOLD = new Day(null);
  private static final Day CLOSED = new Day(List.of());
  private static final int LONGEST_EXCEPTION_DAYS = 7;

  private final Map<DayOfWeek, Day> days = new EnumMap<>(DayOfWeek.class);

  void apply(Rule rule) {
    if (rule.isEmpty() || isException(rule)) {
      return;
    }
    for (DayOfWeek day : daysOf(rule)) {
      Day before = days.get(day);
      if (before == null || !rule.isFallBack()) {
        days.put(day, changed(before, rule));
      }
    }
  }

  /// Days in order from Monday; those that cannot be told are missing. Nothing at all when the
  /// rules settle no day: then even "closed" would be a guess.
  Map<DayOfWeek, String> asText() {
    Map<DayOfWeek, String> text = new EnumMap<>(DayOfWeek.class);
    if (days.values().stream().allMatch(UNTOLD::equals)) {
      return text;
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      List<TimeRange> times = days.getOrDefault(day, CLOSED).times();
      if (times != null) {
        text.put(day, asText(times));
      }
    }
    return text;
  }

  private static String asText(List<TimeRange> times) {
    return times.isEmpty()
        ? TimeRange.CLOSED
        : times.stream().map(TimeRange::asText).collect(Collectors.joining(", "));
  }

  private static Day changed(@Nullable Day before, Rule rule) {
    boolean hasTimes = rule.getTimes() != null;
    boolean isOff = isOff(rule);
    if (isOff && !hasTimes && !isRestricted(rule)) {
      return CLOSED;
    }
    List<TimeRange> earlier = before == null ? List.of() : before.times();
    List<TimeRange> own = times(rule);
    if (own == null || isRestricted(rule) || (earlier == null && (isOff || rule.isAdditive()))) {
      return UNTOLD;
    }
    if (earlier != null && isOff) {
      return new Day(without(earlier, own));
    }
    List<TimeRange> all = new ArrayList<>(own);
    if (earlier != null && rule.isAdditive()) {
      all.addAll(earlier);
    }
    return new Day(TimeRange.joined(all));
  }

  private static List<TimeRange> without(List<TimeRange> times, List<TimeRange> off) {
    List<TimeRange> left = times;
    for (TimeRange closed : off) {
      left = left.stream().flatMap(range -> range.without(closed)).toList();
    }
    return left;
  }

  private static boolean isOff(Rule rule) {
    RuleModifier modifier = rule.getModifier();
    return modifier != null
        && (modifier.getModifier() == RuleModifier.Modifier.OFF
            || modifier.getModifier() == RuleModifier.Modifier.CLOSED);
  }

  /// The rule holds only in some weeks, or only under a condition put in words.
  private static boolean isRestricted(Rule rule) {
    RuleModifier modifier = rule.getModifier();
    boolean isUnsure =
        modifier != null
            && (modifier.getModifier() == null
                || modifier.getModifier() == RuleModifier.Modifier.UNKNOWN);
    boolean isNth =
        rule.getDays() != null
            && rule.getDays().stream()
                .anyMatch(range -> range.getNths() != null || range.getOffset() != 0);
    return isUnsure
        || isNth
        || rule.getComment() != null
        || rule.getYears() != null
        || rule.getWeeks() != null
        || rule.getDates() != null;
  }

  /// The rule speaks of holidays or of a few named dates only.
  private static boolean isException(Rule rule) {
    boolean forHolidaysOnly =
        rule.getHolidays() != null
            && (rule.getDays() == null
                || rule.getHolidays().stream().noneMatch(Holiday::getUseAsWeekDay));
    boolean forFewDates =
        rule.getDates() != null && rule.getDates().stream().allMatch(UsualWeek::isShort);
    return forHolidaysOnly || forFewDates;
  }

  private static boolean isShort(DateRange range) {
    DateWithOffset start = range.getStartDate();
    DateWithOffset end = range.getEndDate();
    if (start.isOpenEnded() || (start.undefinedDay() && start.getVarDate() == null)) {
      return false;
    }
    if (end == null) {
      return true;
    }
    return start.getMonth() != null
        && start.getMonth() == end.getMonth()
        && !end.undefinedDay()
        && end.getDay() - start.getDay() < LONGEST_EXCEPTION_DAYS
        && end.getDay() >= start.getDay();
  }

  private static Set<DayOfWeek> daysOf(Rule rule) {
    if (rule.getDays() == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (WeekDayRange range : rule.getDays()) {
      DayOfWeek day = dayOf(range.getStartDay());
      DayOfWeek last = range.getEndDay() == null ? day : dayOf(range.getEndDay());
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek dayOf(WeekDay day) {
    return switch (day) {
      case MO -> DayOfWeek.MONDAY;
      case TU -> DayOfWeek.TUESDAY;
      case WE -> DayOfWeek.WEDNESDAY;
      case TH -> DayOfWeek.THURSDAY;
      case FR -> DayOfWeek.FRIDAY;
      case SA -> DayOfWeek.SATURDAY;
      case SU -> DayOfWeek.SUNDAY;
    };
  }

  /// The times the rule names, the whole day when it names none, null when they have no fixed start
  /// and end.
  private static @Nullable List<TimeRange> times(Rule rule) {
    if (rule.getTimes() == null) {
      return List.of(TimeRange.WHOLE_DAY);
    }
    List<TimeRange> times = new ArrayList<>();
    for (TimeSpan span : rule.getTimes()) {
      boolean isFixed =
          span.getStartEvent() == null
              && span.getEndEvent() == null
              && !span.isOpenEnded()
              && span.getInterval() <= 0
              && span.getEnd() > span.getStart();
      if (!isFixed) {
        return null;
      }
      times.add(new TimeRange(span.getStart(), span.getEnd()));
    }
    return times;
  }
}
