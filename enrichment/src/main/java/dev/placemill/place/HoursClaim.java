package dev.placemill.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Opening hours given as a map of day and hours, put into OpenStreetMap's notation.
final class HoursClaim {
  static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final Pattern ALL_DAY = Pattern.compile("(?i)(?:open )?24 ?(?:/ ?7|h|hours)|open");
  private static final Pattern CLOSED = Pattern.compile("(?i)closed|off");
  private static final Pattern DASHES = Pattern.compile("\\s*(?:[–—−-]|\\bto\\b)\\s*");

  private HoursClaim() {}

  /// Null when no day is given.
  static @Nullable String asNotation(JsonNode byDay) {
    List<String> rules = new ArrayList<>();
    for (String day : DAYS) {
      String hours = PlaceReader.text(byDay, day);
      if (hours != null) {
        rules.add(
            day.substring(0, 1).toUpperCase(Locale.ROOT) + day.charAt(1) + " " + times(hours));
      }
    }
    return rules.isEmpty() ? null : String.join("; ", rules);
  }

  private static String times(String hours) {
    if (CLOSED.matcher(hours).matches()) {
      return "off";
    }
    return ALL_DAY.matcher(hours).matches()
        ? "00:00-24:00"
        : DASHES.matcher(hours).replaceAll("-").replace(", ", ",");
  }
}
