package dev.placemill.address;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One correction of a country's addresses.
///
/// @param part the one part it is for, or null when it is for all
/// @param replacement may hold `$1`
record Replacement(@Nullable String part, Pattern pattern, String replacement) {
  private static final Pattern FOR_PART = Pattern.compile("^(\\w+)=(.*)", Pattern.DOTALL);

  /// @param pair a pattern and what to put in its place
  static Replacement ofPart(JsonNode pair) {
    Matcher forPart = FOR_PART.matcher(pair.path(0).asString());
    return forPart.matches()
        ? new Replacement(
            forPart.group(1), Pattern.compile(forPart.group(2)), pair.path(1).asString())
        : ofText(pair);
  }

  static Replacement ofText(JsonNode pair) {
    return new Replacement(null, Pattern.compile(pair.path(0).asString()), pair.path(1).asString());
  }

  String of(String text) {
    return pattern.matcher(text).replaceFirst(replacement);
  }
}
