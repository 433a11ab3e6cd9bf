package dev.placemill.server.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client says in `Prefer` (RFC 7240). Preferences that are not known, or cannot be read,
/// are passed over, as the standard wants it.
final class Preference {
  private static final Pattern WAIT =
      Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:;.*)?");

  private static final Pattern AT_ONCE = Pattern.compile("(?i)\\s*respond-async\\s*(?:;.*)?");

  private Preference() {}

  /// Whether the client would rather have an answer at once than a result.
  static boolean wantsAnswerAtOnce(String header) {
    return Arrays.stream(header.split(",", -1)).anyMatch(one -> AT_ONCE.matcher(one).matches());
  }

  /// How long the client would wait for news, in whole seconds; the first wish counts.
  ///
  /// @param most what it gets at most
  static Optional<Duration> findWait(String header, Duration most) {
    for (String preference : header.split(",", -1)) {
      Matcher wait = WAIT.matcher(preference);
      if (wait.matches()) {
        long seconds = Math.min(Long.parseLong(wait.group(1)), most.toSeconds());
        return Optional.of(Duration.ofSeconds(seconds));
      }
    }
    return Optional.empty();
  }
}
