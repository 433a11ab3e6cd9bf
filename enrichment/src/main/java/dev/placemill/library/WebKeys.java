package dev.placemill.library;

import dev.placemill.config.ConfigReader;
import dev.placemill.web.WebSettings;
import java.time.Duration;

/// The keys `web.*`.
final class WebKeys {
  private static final long KILOBYTE = 1L << 10;
  private static final long GIGABYTE = 1L << 30;

  private WebKeys() {}

  static WebSettings read(ConfigReader reader) {
    return new WebSettings(
        reader.optionalText(
            "web.contact",
            "an address or e-mail address that sites are told, so that their owners can complain"),
        reader.yesOrNo(
            "web.allow-private-addresses",
            false,
            "fetch pages from hosts of private networks and of this machine too"),
        reader.yesOrNo(
            "web.allow-any-port", false, "fetch pages from other ports than 80 and 443 too"),
        reader.duration(
            "web.host-delay",
            "1s",
            "the least time between two requests to one host; a longer one in its robots.txt wins",
            Duration.ZERO,
            Duration.ofMinutes(10)),
        reader.integer(
            "web.host-requests-per-hour",
            1_200,
            "the most requests to one host within an hour",
            1,
            1_000_000),
        reader.decimal(
            "web.requests-per-second",
            "20",
            "the most requests to all hosts together",
            0.01,
            10_000),
        reader.duration(
            "web.timeout",
            "15s",
            "how long a host may take over one page, from the first to the last byte",
            Duration.ofMillis(100),
            Duration.ofMinutes(5)),
        reader.bytes(
            "web.max-page",
            "4MB",
            "the largest page that is read, counted after decompression",
            KILOBYTE,
            GIGABYTE),
        reader.duration(
            "web.cache-age",
            "1d",
            "how long a page is not asked for again",
            Duration.ZERO,
            Duration.ofDays(365)),
        reader.bytes(
            "web.cache-size",
            "1GB",
            "how much the pages kept in the data directory may take",
            0,
            1024 * GIGABYTE));
  }
}
