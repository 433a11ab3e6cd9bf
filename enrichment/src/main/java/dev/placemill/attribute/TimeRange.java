package dev.placemill.attribute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A span of opening within one day, in minutes after midnight; it may reach into the next day.
record TimeRange(int start, int end) {
  private static final int DAY = 24 * 60;

  /// A whole day and a day without opening, as people read them.
  static final String ALL_DAY = "24 hours";

  static final String CLOSED = "closed";
  static final TimeRange WHOLE_DAY = new TimeRange(0, DAY);

  boolean isWholeDay() {
    return start == 0 && end >= DAY;
  }

  /// The same times, sorted, those that touch joined.
  static List<TimeRange> joined(List<TimeRange> ranges) {
    List<TimeRange> joined = new ArrayList<>();
    for (TimeRange range :
        ranges.stream().sorted(Comparator.comparingInt(TimeRange::start)).toList()) {
      if (!joined.isEmpty() && range.start <= joined.getLast().end) {
        TimeRange last = joined.removeLast();
        joined.add(new TimeRange(last.start, Math.max(last.end, range.end)));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  /// What is left of this span when another is taken out.
  Stream<TimeRange> without(TimeRange other) {
    if (other.end <= start || other.start >= end) {
      return Stream.of(this);
    }
    return Stream.of(new TimeRange(start, other.start), new TimeRange(other.end, end))
        .filter(range -> range.start < range.end);
  }

  String asText() {
    return isWholeDay() ? ALL_DAY : clock(start) + "-" + clock(end);
  }

  private static String clock(int minutes) {
    // Midnight at the end of a day reads better as 24:00 than as the start of the day.
    int ofDay = minutes == DAY ? DAY : minutes % DAY;
    return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
  }
}
