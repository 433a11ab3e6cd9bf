package dev.placemill.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the web is asked.
///
/// @param contact an address or e-mail address told to every site asked, so that its owner can
///   complain; null for none
/// @param allowPrivateAddresses ask hosts of private networks and this machine too
/// @param allowAnyPort ask other ports than 80 and 443 too
/// @param hostDelay the least time between two requests to one host; a longer one in robots.txt
///   wins
/// @param hostRequestsPerHour the most requests to one host within an hour
/// @param requestsPerSecond the most requests to all hosts together
/// @param timeout how long a host may take over one page, from the first to the last byte
/// @param maxPageBytes the largest page read, counted after decompression
/// @param cacheAge how long a page is not asked for again
/// @param cacheBytes how much the pages kept on disk may take
public record WebSettings(
    @Nullable String contact,
    boolean allowPrivateAddresses,
    boolean allowAnyPort,
    Duration hostDelay,
    int hostRequestsPerHour,
    double requestsPerSecond,
    Duration timeout,
    long maxPageBytes,
    Duration cacheAge,
    long cacheBytes) {
  /// What the fetcher calls itself in robots.txt.
  static final String ROBOT_NAME = "placemill";

  private static final String PRODUCT = "Placemill/0.1";

  /// The least time between two requests to whichever hosts.
  Duration betweenRequests() {
    return Duration.ofNanos((long) (1e9 / requestsPerSecond));
  }

  /// Who is asking, in one header.
  String userAgent() {
    String readable = contact == null ? "" : contact.replaceAll("[^\\x20-\\x7e]|[()]", "").strip();
    return readable.isEmpty() ? PRODUCT : "%s (+%s)".formatted(PRODUCT, readable);
  }
}
