package dev.placemill.source.brand;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Web addresses in their normal form: `https`, host in lower case, no trailing slash on a bare
/// host, nothing that needs escaping.
final class WebAddress {
  private WebAddress() {}

  /// Empty when the text is no address of the web.
  static Optional<URI> find(String text) {
    String withScheme = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = new URI(withScheme.strip().replace(" ", "%20"));
      String host = uri.getHost() == null ? hostInAscii(uri.getRawAuthority()) : uri.getHost();
      if (host == null || !host.contains(".")) {
        return Optional.empty();
      }
      String path =
          uri.getRawPath() == null || uri.getRawPath().equals("/") ? "" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String port = uri.getPort() < 0 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
      String normal = "https://" + host.toLowerCase(Locale.ROOT) + port + path + query;
      return Optional.of(new URI(new URI(normal).toASCIIString()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String hostInAscii(@Nullable String authority) {
    try {
      return authority == null ? null : IDN.toASCII(authority);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
