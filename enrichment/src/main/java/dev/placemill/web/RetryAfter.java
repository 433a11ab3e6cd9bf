package dev.placemill.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the header `Retry-After` says: seconds, or a date.
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /// How long to wait from now on: nothing for a date that is over, and never longer than the
  /// longest. Empty when the header is absent or says nothing that can be understood.
  public static Optional<Duration> find(@Nullable String said, Instant now, Duration longest) {
    return said == null
        ? Optional.empty()
        : findDelay(said.strip(), now)
            .map(asked -> asked.isNegative() ? Duration.ZERO : asked)
            .map(asked -> asked.compareTo(longest) > 0 ? longest : asked);
  }

  private static Optional<Duration> findDelay(String said, Instant now) {
    if (SECONDS.matcher(said).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
    }
    try {
      return Optional.of(Duration.between(now, ZonedDateTime.parse(said, DATE).toInstant()));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }
}
