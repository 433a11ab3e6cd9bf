package dev.placemill.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/// Gets pages of other people's sites. Safe for use by many threads at once.
public interface PageFetcher {
  /// What the caller can read.
  enum Kind {
    /// HTML for people.
    PAGE,
    /// A list of addresses that a site publishes for robots: XML or plain text, possibly packed.
    SITEMAP
  }

  /// Gets one page, redirects followed, and returns before the deadline. Trouble is an answer.
  ///
  /// @param address http or https
  PageAnswer fetch(URI address, Kind kind, Instant deadline);

  /// Whether a page would be given without asking its host.
  default boolean keeps(URI address) {
    return false;
  }

  /// The sitemaps that the robots.txt of the address's host names; none when it names none or could
  /// not be read.
  List<URI> sitemaps(URI address, Instant deadline);
}
