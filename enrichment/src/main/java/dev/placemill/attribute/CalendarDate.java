package dev.placemill.attribute;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads dates as far as they are told: a day, a month or only a year.
final class CalendarDate {
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T.*)?)?)?");

  private CalendarDate() {}

  /// About, before and decades are no dates.
  static Optional<String> find(String text) {
    Matcher date = DATE.matcher(text.strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    String year = date.group(1);
    String month = date.group(2);
    String day = date.group(3);
    try {
      LocalDate whole =
          LocalDate.of(
              Integer.parseInt(year),
              month == null ? 1 : Integer.parseInt(month),
              day == null ? 1 : Integer.parseInt(day));
      String exact = whole.toString();
      return Optional.of(exact.substring(0, (month == null ? 4 : day == null ? 7 : 10)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
