package dev.placemill.server.webhook;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The kinds of ids that clients see: a prefix that says what it is, and 32 hexadecimal digits.
enum PublicId {
  WEBHOOK("wh_"),
  DELIVERY("dlv_"),
  MESSAGE("msg_");

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

  private final String prefix;

  PublicId(String prefix) {
    this.prefix = prefix;
  }

  String of(UUID id) {
    return prefix + id.toString().replace("-", "");
  }

  Optional<UUID> find(String text) {
    if (!text.startsWith(prefix)) {
      return Optional.empty();
    }
    String digits = text.substring(prefix.length());
    return DIGITS.matcher(digits).matches()
        ? Optional.of(
            new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Long.parseUnsignedLong(digits.substring(16), 16)))
        : Optional.empty();
  }
}
