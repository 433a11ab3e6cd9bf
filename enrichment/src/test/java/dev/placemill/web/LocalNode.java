package dev.placemill.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.web.PageFetcher.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A node that asks a web in a local server, and how tests read what it got.
class LocalNode {
  /// One request a second to a host, as many as anybody likes to all together.
  static final WebSettings SETTINGS = settings(Duration.ofSeconds(1), 1_000, 1_000);

  final StubWeb web = new StubWeb();
  final SteppedClock clock = new SteppedClock();
  @TempDir Path cache;

  static WebSettings settings(Duration hostDelay, int hostRequestsPerHour, double perSecond) {
    return settings(
        hostDelay, hostRequestsPerHour, perSecond, Duration.ofSeconds(30), Duration.ofDays(1));
  }

  static WebSettings settings(
      Duration hostDelay,
      int hostRequestsPerHour,
      double perSecond,
      Duration timeout,
      Duration cacheAge) {
    return new WebSettings(
        "robots@operator.example",
        true,
        true,
        hostDelay,
        hostRequestsPerHour,
        perSecond,
        timeout,
        100_000,
        cacheAge,
        1_000_000);
  }

  PoliteFetcher fetcher() {
    return fetcher(SETTINGS);
  }

  PoliteFetcher fetcher(WebSettings settings) {
    return fetcher(settings, clock);
  }

  PoliteFetcher fetcher(WebSettings settings, Patience patience) {
    return PoliteFetcher.open(settings, cache, web.names(), _ -> true, patience, clock);
  }

  /// Addresses as outside of tests, except that this machine passes for a public one.
  PoliteFetcher guarded(NameResolver names) {
    var guard =
        new GuardedResolver(
            names, address -> address.isLoopbackAddress() || AddressGuard.isPublic(address));
    return new PoliteFetcher(SETTINGS, cache, guard, _ -> true, clock, clock);
  }

  PageAnswer get(PageFetcher fetcher, String where) {
    return get(fetcher, web.at(where));
  }

  PageAnswer get(PageFetcher fetcher, URI address) {
    return get(fetcher, address, Duration.ofMinutes(1));
  }

  PageAnswer get(PageFetcher fetcher, URI address, Duration within) {
    return fetcher.fetch(address, Kind.PAGE, clock.instant().plus(within));
  }

  static String text(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Page.class);
    return ((PageAnswer.Page) answer).text();
  }

  static String refusal(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Refused.class);
    return ((PageAnswer.Refused) answer).reason();
  }

  static PageAnswer.Unavailable unavailable(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Unavailable.class);
    return (PageAnswer.Unavailable) answer;
  }

  @AfterEach
  void close() {
    web.close();
  }
}
