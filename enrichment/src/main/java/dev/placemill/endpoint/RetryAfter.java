package dev.placemill.endpoint;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a service that is busy wants to be asked again.
final class RetryAfter {
  private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private RetryAfter() {}

  static Duration of(HttpHeaders headers, Instant now) {
    Duration asked =
        headers
            .firstValue("Retry-After")
            .map(String::strip)
            .flatMap(text -> findDelay(text, now))
            .or(() -> findReset(headers))
            .orElse(WITHOUT_A_WORD);
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  /// Seconds, or a date.
  private static Optional<Duration> findDelay(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(
          Duration.between(
              now,
              ZonedDateTime.parse(
                      text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                  .toInstant()));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  /// Brave says for each of its limits how much is left and in how many seconds it is full again.
  private static Optional<Duration> findReset(HttpHeaders headers) {
    String[] left = numbers(headers, "X-RateLimit-Remaining");
    String[] resets = numbers(headers, "X-RateLimit-Reset");
    Duration longest = null;
    for (int i = 0; i < Math.min(left.length, resets.length); i++) {
      if (left[i].equals("0") && SECONDS.matcher(resets[i]).matches()) {
        Duration reset = Duration.ofSeconds(Long.parseLong(resets[i]));
        longest = longest == null || reset.compareTo(longest) > 0 ? reset : longest;
      }
    }
    return Optional.ofNullable(longest);
  }

  private static String[] numbers(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .map(text -> COMMA.split(text.strip(), -1))
        .orElseGet(() -> new String[0]);
  }
}
