package dev.placemill.source.website;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of day and spans of them, as people write them.
final class ClockTimes {
  static final int DAY = 24 * 60;

  private static final String TIME =
      "(?<!\\d)(\\d{1,2})(?!\\d)(?:\\s?[:.hH]\\s?(\\d{2})(?::\\d{2})?)?\\s*(?:(a\\.?m\\.?|p\\.?m\\.?)|(?:uhr|hrs?|h)\\b)?";
  private static final Pattern ONE =
      Pattern.compile("(?i)\\s*" + TIME + "\\s*(?:z|[+-]\\d{2}:?\\d{2})?\\s*");

  /// Two times with a dash or a word between them.
  static final Pattern SPAN =
      Pattern.compile(
          "(?i)"
              + TIME
              + "\\s*(?:[-–—−~]|(?:to|bis|a|à|au|al|alle|tot|til|till|until|do|às)(?=[\\s\\d]))\\s*"
              + TIME);

  private ClockTimes() {}

  /// From opening to closing, in minutes of the day; closing may be beyond midnight.
  record Span(int from, int to) {
    String asText() {
      return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
    }
  }

  /// One time, as minutes from midnight.
  static Optional<Integer> find(String text) {
    Matcher time = ONE.matcher(text);
    return time.matches() ? minutes(time, 1) : Optional.empty();
  }

  static Optional<Span> findSpan(Matcher span) {
    String closingHalf = span.group(6);
    Optional<Integer> to = minutes(span, 4);
    Optional<Integer> from = minutes(span, 1);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    int opening = from.get();
    if (closingHalf != null && span.group(3) == null && isAfternoon(closingHalf)) {
      // "5-10pm" begins in the afternoon, "9-5pm" in the morning.
      int later = opening + 12 * 60;
      opening = opening < 12 * 60 && later < to.get() && opening < 7 * 60 ? later : opening;
    }
    return spanOf(opening, to.get());
  }

  static Optional<Span> spanOf(int from, int to) {
    if (from == 0 && (to == DAY || to == DAY - 1 || to == 0)) {
      return Optional.of(new Span(0, DAY));
    }
    if (from == to) {
      return Optional.empty();
    }
    return Optional.of(new Span(from, to > from ? to : to + DAY));
  }

  private static Optional<Integer> minutes(Matcher time, int group) {
    int hour = Integer.parseInt(time.group(group));
    int minute = time.group(group + 1) == null ? 0 : Integer.parseInt(time.group(group + 1));
    String half = time.group(group + 2);
    if (hour > 24 || minute > 59 || (half != null && hour > 12)) {
      return Optional.empty();
    }
    if (half != null) {
      hour = hour % 12 + (isAfternoon(half) ? 12 : 0);
    }
    return Optional.of(hour * 60 + minute);
  }

  private static boolean isAfternoon(String half) {
    return half.toLowerCase(Locale.ROOT).startsWith("p");
  }
}
