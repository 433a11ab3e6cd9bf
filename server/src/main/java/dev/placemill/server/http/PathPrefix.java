package dev.placemill.server.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a path that a proxy in front of this server has taken away, as it says in the header
/// `X-Forwarded-Prefix`, or as `http.public-url` has it where the proxy says nothing. Links in
/// answers begin with it.
final class PathPrefix {
  static final String HEADER = "X-Forwarded-Prefix";

  /// Of a path and nothing else: it ends up in links that a browser follows.
  private static final Pattern USABLE = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

  private final String usual;

  /// @param publicUrl where clients reach this server, or null when nobody has said so
  PathPrefix(@Nullable URI publicUrl) {
    this.usual = publicUrl == null ? "" : usable(publicUrl.getRawPath());
  }

  /// Empty where there is none, or one that is no plain path.
  String of(Optional<String> header) {
    return header.map(PathPrefix::usable).orElse(usual);
  }

  private static String usable(String path) {
    String prefix = withoutSlash(path);
    return USABLE.matcher(prefix).matches() ? prefix : "";
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
