package dev.placemill.server.http;

import dev.placemill.config.ConfigReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose pages may use this server from a browser: the key `http.cors.origins`.
///
/// @param origins none by default; `*` alone means every one
public record CorsConfig(Set<String> origins) {
  /// No page but the server's own.
  public static final CorsConfig OFF = new CorsConfig(Set.of());

  static final String EVERY = "*";

  public CorsConfig {
    origins = Set.copyOf(origins);
  }

  static CorsConfig read(ConfigReader reader) {
    CorsConfig given =
        reader.optionalForm(
            "http.cors.origins",
            "whose pages may use this server from a browser: origins like"
                + " `https://app.example.org`, with commas between, or `*` for every one; unset"
                + " means only its own",
            "origins like https://app.example.org with commas between, or *",
            CorsConfig::of);
    return given == null ? OFF : given;
  }

  private static @Nullable CorsConfig of(String text) {
    if (text.strip().equals(EVERY)) {
      return new CorsConfig(Set.of(EVERY));
    }
    Set<String> origins = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String origin = part.strip();
      if (!isOrigin(origin)) {
        return null;
      }
      origins.add(origin);
    }
    return new CorsConfig(origins);
  }

  /// As browsers write it: in lower case, without a path.
  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))
          && text.equals(
              uri.getScheme()
                  + "://"
                  + uri.getHost()
                  + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
