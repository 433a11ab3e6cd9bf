package dev.placemill.address;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Removes what absent parts leave behind: loose commas and dashes, gaps, empty and repeated lines.
final class AddressText {
  private record Step(Pattern pattern, String replacement) {
    static Step of(String pattern, String replacement) {
      return new Step(Pattern.compile(pattern), replacement);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          Step.of("[},\\s]+$", ""),
          Step.of("^[,\\s]+", ""),
          Step.of("^- ", ""),
          Step.of(",\\s*,", ", "),
          Step.of("[ \\t]+,[ \\t]+", ", "),
          Step.of("[ \\t][ \\t]+", " "),
          Step.of("[ \\t]\\n", "\n"),
          Step.of("\\n,", "\n"),
          Step.of(",,+", ","),
          Step.of(",\\n", "\n"),
          Step.of("\\n[ \\t]+", "\n"),
          Step.of("\\n\\n+", "\n"));

  private static final Pattern HAS_WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final String NAME_OF_CITY_AND_STATE = "new york";

  private AddressText() {}

  static String cleaned(String text) {
    String cleaned = text;
    for (Step step : STEPS) {
      cleaned = step.pattern.matcher(cleaned).replaceAll(step.replacement);
    }
    Set<String> lines = new LinkedHashSet<>();
    cleaned
        .lines()
        .map(String::strip)
        .map(AddressText::once)
        .filter(line -> HAS_WORD.matcher(line).find())
        .forEach(lines::add);
    return String.join("\n", lines).strip();
  }

  /// Each stretch between commas once; only New York stands in New York.
  private static String once(String line) {
    List<String> words = new ArrayList<>();
    for (String word : COMMA.split(line, -1)) {
      String plain = word.strip();
      if (!words.contains(plain) || plain.toLowerCase(Locale.ROOT).equals(NAME_OF_CITY_AND_STATE)) {
        words.add(plain);
      }
    }
    return String.join(", ", words);
  }
}
