package dev.placemill.server.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service that has the map of the world in squares.
///
/// @param url with `{z}`, `{x}` and `{y}` for which square
/// @param attribution whom the map is from; empty where nobody said so
record TileSource(String url, String attribution) {
  private static final List<String> NAMES = List.of("{z}", "{x}", "{y}");

  static boolean isAddress(String url) {
    return NAMES.stream().allMatch(url::contains) && findOrigin(url) != null;
  }

  /// What the page may load images from, as a Content-Security-Policy names it.
  String origin() {
    String origin = findOrigin(url);
    if (origin == null) {
      throw new IllegalStateException(url + " is no address of tiles");
    }
    return origin;
  }

  private static @Nullable String findOrigin(String url) {
    String filled = url;
    for (String name : NAMES) {
      filled = filled.replace(name, "0");
    }
    try {
      var address = new URI(filled);
      boolean isOfWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (!isOfWeb || address.getHost() == null || address.getRawUserInfo() != null) {
        return null;
      }
      String port = address.getPort() < 0 ? "" : ":" + address.getPort();
      return address.getScheme() + "://" + address.getHost() + port;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
