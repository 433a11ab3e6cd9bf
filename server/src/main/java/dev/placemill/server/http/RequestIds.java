package dev.placemill.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ids under which requests are found in the log.
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /// The client's own id where it can be logged as it is, else a new one.
  static String of(@Nullable String given) {
    return given != null && USABLE.matcher(given).matches()
        ? given
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
