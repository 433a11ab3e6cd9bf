package dev.placemill.endpoint;

import dev.placemill.web.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a service that is busy wants to be asked again.
final class ComeBack {
  private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private ComeBack() {}

  static Duration after(HttpHeaders headers, Instant now) {
    return RetryAfter.find(headers.firstValue("Retry-After").orElse(null), now, LONGEST)
        .or(() -> findReset(headers))
        .orElse(WITHOUT_A_WORD);
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
    return Optional.ofNullable(longest)
        .map(reset -> reset.compareTo(LONGEST) > 0 ? LONGEST : reset);
  }

  private static String[] numbers(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .map(text -> COMMA.split(text.strip(), -1))
        .orElseGet(() -> new String[0]);
  }
}
