package dev.placemill.server.org;

import dev.placemill.server.http.OwnPage;
import dev.placemill.server.http.Request;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a request comes from a person on this machine: what a server for one person goes by,
/// which listens on this machine alone.
///
/// A page elsewhere may give its own name the address of this machine, and its requests then look
/// to a browser as if they went to where the page came from. What gives it away is that name.
final class ThisMachine {
  private static final Pattern OWN_NAME =
      Pattern.compile(
          "(?i)(?:(?:[a-z0-9-]+\\.)*localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?");

  /// Who adds these speaks for others.
  private static final List<String> OF_PROXIES =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via");

  private ThisMachine() {}

  static void require(Request request) {
    if (!OWN_NAME.matcher(request.authority()).matches()) {
      throw OwnPage.foreign(
          "Without an API key this server answers under localhost only, not as \"%s\"."
              .formatted(request.authority()));
    }
    for (String header : OF_PROXIES) {
      if (request.findHeader(header).isPresent()) {
        throw OwnPage.foreign(
            "Without an API key this server answers without a proxy only; the header %s is of one."
                .formatted(header));
      }
    }
  }
}
