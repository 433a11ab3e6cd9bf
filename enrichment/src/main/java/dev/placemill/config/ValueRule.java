package dev.placemill.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which texts are values of a setting, and what they mean.
///
/// @param words completes the sentence "http.port must be ..."
/// @param parser the value of a text, or null when the text is not one
record ValueRule<T>(String words, Function<String, @Nullable T> parser) {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|kB|KB|MB|GB)");
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "kB", 1L << 10, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

  static ValueRule<Integer> wholeNumber(int min, int max) {
    return new ValueRule<>(
        "a whole number between " + min + " and " + max,
        text -> {
          try {
            int value = Integer.parseInt(text);
            return value >= min && value <= max ? value : null;
          } catch (NumberFormatException _) {
            return null;
          }
        });
  }

  static ValueRule<Double> number(double min, double max) {
    return new ValueRule<>(
        "a number between " + plain(min) + " and " + plain(max),
        text -> {
          try {
            double value = new BigDecimal(text).doubleValue();
            return value >= min && value <= max ? value : null;
          } catch (NumberFormatException _) {
            return null;
          }
        });
  }

  static ValueRule<Boolean> yesOrNo() {
    return new ValueRule<>(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> Boolean.TRUE;
              case "false" -> Boolean.FALSE;
              default -> null;
            });
  }

  static ValueRule<Duration> duration(Duration min, Duration max) {
    return new ValueRule<>(
        "a duration like 30s, 5m, 24h or 30d between " + shown(min) + " and " + shown(max),
        text -> {
          Duration value = durationOf(text);
          return value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0
              ? value
              : null;
        });
  }

  static ValueRule<Long> size(long min, long max) {
    return new ValueRule<>(
        "a size like 64kB, 16MB or 1GB between " + shownSize(min) + " and " + shownSize(max),
        text -> {
          Long value = sizeOf(text);
          return value != null && value >= min && value <= max ? value : null;
        });
  }

  static ValueRule<String> oneOf(List<String> words) {
    return new ValueRule<>(
        "one of " + String.join(", ", words),
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          return words.contains(word) ? word : null;
        });
  }

  static ValueRule<String> text() {
    return new ValueRule<>("a text", text -> text);
  }

  static ValueRule<URI> address() {
    return new ValueRule<>(
        "an address like http://localhost:8080 without user, password, query or fragment",
        text -> {
          try {
            URI address = new URI(text);
            boolean isOfWeb =
                "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return isOfWeb
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                ? address
                : null;
          } catch (URISyntaxException _) {
            return null;
          }
        });
  }

  static ValueRule<String> matching(Pattern pattern, String words) {
    return new ValueRule<>(words, text -> pattern.matcher(text).matches() ? text : null);
  }

  static @Nullable Duration durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static @Nullable Long sizeOf(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    return Long.parseLong(matcher.group(1)) * BYTES.getOrDefault(matcher.group(2), 1L);
  }

  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String shownSize(long bytes) {
    for (String unit : List.of("GB", "MB", "kB")) {
      long factor = BYTES.getOrDefault(unit, 1L);
      if (bytes > 0 && bytes % factor == 0) {
        return bytes / factor + unit;
      }
    }
    return bytes + "B";
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
