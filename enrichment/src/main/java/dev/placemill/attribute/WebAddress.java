package dev.placemill.attribute;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A web address of a public host, in its parts.
///
/// @param scheme `http` or `https`
/// @param host in lower case and ASCII, with at least one dot
/// @param port null when it is the scheme's own
/// @param path percent-encoded; empty or beginning with a slash
/// @param query percent-encoded, without the question mark
record WebAddress(
    String scheme, String host, @Nullable Integer port, String path, @Nullable String query) {
  private static final Pattern BETWEEN_ADDRESSES =
      Pattern.compile("\\s+|\\s*[;|]\\s*(?=https?:|www\\.)|;\\s+|;$");
  private static final Pattern HAS_SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*:(?!\\d)");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?)://([^/?#:\\\\]+)(?::(\\d*))?(/[^?#]*)?(?:\\?([^#]*))?(?:#.*)?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern TOP_LABEL = Pattern.compile("[a-z]{2,63}|xn--[a-z0-9-]{2,59}");
  private static final Pattern TRACKING = Pattern.compile("(?i)(?:utm_[^=]*|gclid|fbclid)(?:=.*)?");
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("[^A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]|%(?![0-9A-Fa-f]{2})");
  private static final Remembered<String, Optional<WebAddress>> READ =
      new Remembered<>(1 << 10, WebAddress::read);
  private static final int MAX_HOST = 253;
  private static final int MAX_PORT = 65_535;

  static Optional<WebAddress> findFirst(String text) {
    return READ.of(text);
  }

  private static Optional<WebAddress> read(String text) {
    return BETWEEN_ADDRESSES
        .splitAsStream(text.strip())
        .flatMap(part -> find(part).stream())
        .findFirst();
  }

  private static Optional<WebAddress> find(String text) {
    if (HAS_SCHEME.matcher(text).find()) {
      return parse(text);
    }
    // Any two words with a dot between look like a host: without a scheme, only a known public
    // suffix makes one.
    return parse("https://" + text).filter(address -> address.findRegistrableDomain().isPresent());
  }

  private static Optional<WebAddress> parse(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    Optional<Integer> port = findPort(parts.group(3));
    if (port.isEmpty()) {
      return Optional.empty();
    }
    boolean isDefaultPort = port.get() == 0 || port.get() == (scheme.equals("http") ? 80 : 443);
    String path = parts.group(4) == null ? "" : encoded(parts.group(4));
    String query = parts.group(5) == null ? null : encoded(parts.group(5));
    return findHost(parts.group(2))
        .map(host -> new WebAddress(scheme, host, isDefaultPort ? null : port.get(), path, query));
  }

  /// The port, 0 when none is given, empty when there is no such port.
  private static Optional<Integer> findPort(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return Optional.of(0);
    }
    return digits.length() > 5 || Integer.parseInt(digits) > MAX_PORT
        ? Optional.empty()
        : Optional.of(Integer.parseInt(digits));
  }

  /// A public host name in lower case and ASCII; empty for anything else, numeric addresses
  /// included.
  static Optional<String> findHost(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String host;
    try {
      host = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAName) {
      return Optional.empty();
    }
    String[] labels = host.split("\\.", -1);
    boolean isName =
        labels.length > 1
            && host.length() <= MAX_HOST
            && Stream.of(labels).allMatch(label -> LABEL.matcher(label).matches())
            && TOP_LABEL.matcher(labels[labels.length - 1]).matches();
    return isName ? Optional.of(host) : Optional.empty();
  }

  Optional<String> findRegistrableDomain() {
    return Optional.ofNullable(EffectiveTldFinder.getAssignedDomain(host, true, false));
  }

  String withoutTracking() {
    String kept = query == null ? "" : untracked(query);
    String bare = scheme + "://" + host + (port == null ? "" : ":" + port);
    if (!kept.isEmpty()) {
      return bare + (path.isEmpty() ? "/" : path) + "?" + kept;
    }
    return path.equals("/") ? bare : bare + path;
  }

  private static String untracked(String query) {
    return Stream.of(query.split("&"))
        .filter(parameter -> !parameter.isEmpty() && !TRACKING.matcher(parameter).matches())
        .collect(Collectors.joining("&"));
  }

  /// The text with every letter percent-encoded that an address may not hold.
  static String encoded(String part) {
    return NOT_ALLOWED.matcher(part).replaceAll(hit -> percentEncoded(hit.group()));
  }

  private static String percentEncoded(String letter) {
    StringBuilder bytes = new StringBuilder();
    for (byte octet : letter.getBytes(StandardCharsets.UTF_8)) {
      bytes.append('%').append("%02X".formatted(octet));
    }
    return bytes.toString();
  }
}
