package dev.placemill.attribute;

import java.util.List;
import java.util.regex.Pattern;

/// Puts hours that are no valid notation, but plain to people, into the notation. Only what can
/// mean one thing is changed.
final class SloppyHours {
  private static final String DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)";
  private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

  private record Step(Pattern pattern, String replacement) {
    static Step of(String pattern, String replacement) {
      return new Step(Pattern.compile(pattern), replacement);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          Step.of("^[\\s;,]+", ""),
          // "15 Jun" is "Jun 15"; "2020 Jun" is a year.
          Step.of("(?<!\\d)(\\d{1,2})\\.? " + MONTH + "\\b", "$2 $1"),
          Step.of("(?i)(?<=\\d)\\s*(?:\\bund\\b|\\band\\b|\\bet\\b|&)\\s*(?=\\d)", ","),
          Step.of("(?i)(?<=\\d)\\s*(?:\\bto\\b|\\bbis\\b)\\s*(?=\\d)", "-"),
          // "Mo-Fr 9-20": whole hours.
          Step.of("(?<=" + DAY + " )(\\d{1,2})\\s*-\\s*(\\d{1,2})(?![\\d:.])", "$1:00-$2:00"),
          // "16:00-" and nothing after it is open-ended.
          Step.of("(\\d{1,2}:\\d{2})\\s*-\\s*(?=$|[;,])", "$1+"),
          // "Mo-Fr 08:00-18:00 Sa 09:00-12:00": the next days begin a new rule.
          Step.of("(?<=\\d{1,2}:\\d{2})\\s+(?=" + DAY + "\\b)", "; "));

  private SloppyHours() {}

  static String tidied(String hours) {
    String tidied = hours;
    for (Step step : STEPS) {
      tidied = step.pattern.matcher(tidied).replaceAll(step.replacement);
    }
    return tidied;
  }
}
