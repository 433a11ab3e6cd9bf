package dev.placemill.table;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A latitude or longitude as people write it.
sealed interface CoordinateText {
  /// Nothing was written, or a word that stands for nothing.
  record Absent() implements CoordinateText {}

  record Degrees(double degrees) implements CoordinateText {}

  /// Something was written that is no number.
  record Unreadable() implements CoordinateText {}

  Set<String> NOTHING =
      Set.of("", "-", "--", "?", "n/a", "na", "#n/a", "nan", "nil", "none", "null", "unknown");

  // One comma between digits can only be the decimal sign: no coordinate has thousands.
  Pattern NUMBER =
      Pattern.compile("([+-]?)(\\d{1,3}(?:[.,]\\d*)?(?:E[+-]?\\d{1,3})?)\\s*°?\\s*([NSEWO]?)");

  static CoordinateText of(String cell) {
    String text = cell.strip().replace('−', '-').toUpperCase(Locale.ROOT);
    if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
      return new Absent();
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return new Unreadable();
    }
    double degrees = Double.parseDouble(number.group(2).replace(',', '.'));
    boolean negative =
        number.group(1).equals("-") ^ (number.group(3).equals("S") || number.group(3).equals("W"));
    return new Degrees(negative ? -degrees : degrees);
  }
}
