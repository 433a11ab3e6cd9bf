package dev.placemill.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// What came of asking for a page.
public sealed interface PageAnswer {
  /// The page.
  ///
  /// @param address where it was found, after redirects
  /// @param text decoded from whatever charset it came in
  /// @param fetchedAt when the site last gave it, or said that it has not changed
  record Page(URI address, String text, Instant fetchedAt) implements PageAnswer {}

  /// The site says that there is no such page.
  record Missing(String reason) implements PageAnswer {}

  /// The site could not be asked now; asking again after `retryAfter` may help.
  record Unavailable(String reason, Duration retryAfter) implements PageAnswer {}

  /// The page will not be had however often it is asked for within the next minutes: robots.txt
  /// forbids it, the address is not public, it is no page for people, or the site failed so often
  /// that it is left alone.
  record Refused(String reason) implements PageAnswer {}
}
