package dev.placemill.web;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses in the one form in which pages are asked for and kept: http or https, host in lower
/// case and ASCII, an empty path as `/`, no fragment. One with a password in it is none.
final class PageAddress {
  private static final int LONGEST = 2_000;
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("[^A-Za-z0-9\\-._~!$&'()*+,;=:@/?%\\[\\]#]|%(?![0-9A-Fa-f]{2})");

  private PageAddress() {}

  static Optional<URI> find(String text) {
    try {
      return find(new URI(encoded(text.strip())));
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  static Optional<URI> find(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String authority = address.getRawAuthority();
    if (!(scheme.equals("http") || scheme.equals("https"))
        || authority == null
        || authority.indexOf('@') >= 0) {
      return Optional.empty();
    }
    try {
      String path = address.getRawPath();
      String query = address.getRawQuery();
      URI found =
          new URI(
              scheme
                  + "://"
                  + host(authority, scheme)
                  + (path == null || path.isEmpty() ? "/" : path)
                  + (query == null ? "" : "?" + query));
      return found.getHost() == null || found.toString().length() > LONGEST
          ? Optional.empty()
          : Optional.of(found.normalize());
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String host(String authority, String scheme) {
    String usualPort = scheme.equals("http") ? ":80" : ":443";
    String host = authority.toLowerCase(Locale.ROOT);
    if (host.endsWith(usualPort)) {
      host = host.substring(0, host.length() - usualPort.length());
    }
    return host;
  }

  /// A relative or absolute address as a page links it.
  static Optional<URI> find(URI page, String link) {
    try {
      return find(page.resolve(encoded(link.strip())));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    String ascii = text;
    int start = text.indexOf("://");
    if (start > 0 && text.chars().anyMatch(letter -> letter > 0x7f)) {
      int end = start + 3;
      while (end < text.length() && "/?#:".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      ascii =
          text.substring(0, start + 3)
              + IDN.toASCII(text.substring(start + 3, end), IDN.ALLOW_UNASSIGNED)
              + text.substring(end);
    }
    return NOT_ALLOWED.matcher(ascii).replaceAll(found -> percent(found.group()));
  }

  private static String percent(String letter) {
    var encoded = new StringBuilder();
    for (byte one : letter.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      encoded.append('%').append(String.format(Locale.ROOT, "%02X", one & 0xff));
    }
    return encoded.toString();
  }
}
