package dev.placemill.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line of an address taken apart into street and house.
public record StreetLine(@Nullable String house, String street) {
  private static final Pattern HOUSE_FIRST =
      Pattern.compile("(\\d+\\s?\\p{L}?(?:\\s?[-/]\\s?\\d+\\p{L}?)?)(?:,\\s*|\\s+)(\\D.*)");
  private static final Pattern HOUSE_LAST =
      Pattern.compile("(\\D.*?),?\\s+(\\d+\\s?\\p{L}?(?:\\s?[-/]\\s?\\d+\\p{L}?)?)");

  public static StreetLine of(String line) {
    Matcher first = HOUSE_FIRST.matcher(line);
    if (first.matches()) {
      return new StreetLine(first.group(1), first.group(2));
    }
    Matcher last = HOUSE_LAST.matcher(line);
    return last.matches()
        ? new StreetLine(last.group(2), last.group(1))
        : new StreetLine(null, line);
  }
}
