package dev.placemill.server.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// The part of a path that a proxy in front of this server has taken away, as it says in the header
/// `X-Forwarded-Prefix`. Links in answers begin with it.
final class PathPrefix {
  static final String HEADER = "X-Forwarded-Prefix";

  /// Of a path and nothing else: it ends up in links that a browser follows.
  private static final Pattern USABLE = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

  private PathPrefix() {}

  /// Empty where there is none, or one that is no plain path.
  static String of(Optional<String> header) {
    String prefix = header.map(PathPrefix::withoutSlash).orElse("");
    return USABLE.matcher(prefix).matches() ? prefix : "";
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
