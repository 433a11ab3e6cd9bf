package dev.placemill.server.http;

import java.util.Optional;
import java.util.Set;

/// Whether a request that brings no key comes from a page of this server. A browser adds its cookie
/// to what the pages of others ask for too, and those must not do anything in somebody's name.
public final class OwnPage {
  /// Which no page of others can send unless this server lets it, which it does not, see [Cors].
  static final String HEADER = "Placemill-Console";

  private static final String SAID = "1";
  private static final String ORIGIN = "Origin";
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  /// By which a browser says whose page asks; `none` is for an address that a person typed in.
  private static final String SITE = "Sec-Fetch-Site";

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private OwnPage() {}

  /// Refuses what a page of others may have asked for, as far as it would change anything.
  public static void requireForChanges(Request request) {
    if (!HARMLESS.contains(request.method())) {
      if (!request.findHeader(HEADER).equals(Optional.of(SAID))) {
        throw foreign("Without an API key this wants the header %s: %s.".formatted(HEADER, SAID));
      }
      require(request);
    }
  }

  /// Refuses what a page of others asks for.
  public static void require(Request request) {
    Optional<String> site = request.findHeader(SITE);
    Optional<String> origin = request.findHeader(ORIGIN);
    if (site.isPresent() && !OWN_SITES.contains(site.get())) {
      throw foreign("The header %s says \"%s\".".formatted(SITE, site.get()));
    }
    if (site.isEmpty() && origin.isPresent() && !isOwn(origin.get(), request)) {
      throw foreign("The header %s says \"%s\".".formatted(ORIGIN, origin.get()));
    }
  }

  private static boolean isOwn(String origin, Request request) {
    int host = origin.indexOf("://");
    if (host < 0) {
      return false;
    }
    String authority = origin.substring(host + "://".length());
    return authority.equalsIgnoreCase(request.authority())
        || request.findHeader("X-Forwarded-Host").filter(authority::equalsIgnoreCase).isPresent();
  }

  /// What to answer to a page of others.
  public static ApiException foreign(String why) {
    return new ApiException(
        ErrorCode.FOREIGN_PAGE, why + " Pages of others send an API key with what they ask for.");
  }
}
