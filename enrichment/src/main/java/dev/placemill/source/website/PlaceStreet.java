package dev.placemill.source.website;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line of an address taken apart into street and house.
record PlaceStreet(@Nullable String house, @Nullable String street) {
  private static final Pattern HOUSE_FIRST =
      Pattern.compile("(\\d+\\p{L}?(?:\\s?[-/]\\s?\\d+\\p{L}?)?),?\\s+(\\D.*)");
  private static final Pattern HOUSE_LAST =
      Pattern.compile("(\\D.*?),?\\s+(\\d+\\s?\\p{L}?(?:\\s?[-/]\\s?\\d+\\p{L}?)?)");

  static PlaceStreet of(@Nullable String line) {
    if (line == null) {
      return new PlaceStreet(null, null);
    }
    Matcher first = HOUSE_FIRST.matcher(line);
    if (first.matches()) {
      return new PlaceStreet(first.group(1), first.group(2));
    }
    Matcher last = HOUSE_LAST.matcher(line);
    return last.matches()
        ? new PlaceStreet(last.group(2), last.group(1))
        : new PlaceStreet(null, line);
  }
}
