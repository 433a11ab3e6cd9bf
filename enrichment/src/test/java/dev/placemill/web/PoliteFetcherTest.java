package dev.placemill.web;

import static dev.placemill.web.StubWeb.gzip;
import static dev.placemill.web.StubWeb.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.placemill.web.PageFetcher.Kind;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliteFetcherTest {
  private static final WebSettings SETTINGS =
      new WebSettings(
          "robots@operator.example",
          true,
          true,
          Duration.ofSeconds(1),
          1_000,
          1_000,
          Duration.ofSeconds(30),
          100_000,
          Duration.ofDays(1),
          1_000_000);

  @TempDir private Path cache;
  private final SteppedClock clock = new SteppedClock();
  private final StubWeb web = new StubWeb();

  @AfterEach
  void close() {
    web.close();
  }

  private PoliteFetcher fetcher() {
    return fetcher(SETTINGS);
  }

  private PoliteFetcher fetcher(WebSettings settings) {
    return PoliteFetcher.open(settings, cache, web.names(), clock, clock);
  }

  /// Addresses as outside of tests, except that this machine passes for a public one.
  private PoliteFetcher guarded(NameResolver names) {
    var guard =
        new GuardedResolver(
            names, address -> address.isLoopbackAddress() || AddressGuard.isPublic(address));
    return new PoliteFetcher(SETTINGS, cache, guard, clock, clock);
  }

  private PageAnswer get(PageFetcher fetcher, String where) {
    return get(fetcher, web.at(where));
  }

  private PageAnswer get(PageFetcher fetcher, URI address) {
    return fetcher.fetch(address, Kind.PAGE, clock.instant().plusSeconds(60));
  }

  private static String text(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Page.class);
    return ((PageAnswer.Page) answer).text();
  }

  private static String refusal(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Refused.class);
    return ((PageAnswer.Refused) answer).reason();
  }

  private static PageAnswer.Unavailable unavailable(PageAnswer answer) {
    assertThat(answer).isInstanceOf(PageAnswer.Unavailable.class);
    return (PageAnswer.Unavailable) answer;
  }

  @Test
  void aPageIsFoundWhereItsRedirectsLeadAndSaysWhoAsked() {
    web.redirect("cafe.example/", "/home").redirect("cafe.example/home", "//www.cafe.example/");
    web.on(
        "www.cafe.example/",
        exchange -> {
          byte[] agent = utf8(exchange.getRequestHeaders().getFirst("User-Agent"));
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, agent.length);
          exchange.getResponseBody().write(agent);
        });
    // A scheme-relative link keeps the host's name but not the port, so it is given in full here.
    web.redirect("cafe.example/home", web.at("www.cafe.example/").toString());
    try (PoliteFetcher fetcher = fetcher()) {
      PageAnswer answer = get(fetcher, "cafe.example/");
      assertThat(text(answer)).isEqualTo("Placemill/0.1 (+robots@operator.example)");
      assertThat(((PageAnswer.Page) answer).address().getHost()).isEqualTo("www.cafe.example");
    }
  }

  @Test
  void redirectsInACircleOrWithoutEndAreRefused() {
    web.redirect("a.example/", "/x").redirect("a.example/x", "/");
    IntStream.range(0, 9).forEach(i -> web.redirect("b.example/" + i, "/" + (i + 1)));
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("circle");
      assertThat(refusal(get(fetcher, "b.example/0"))).contains("more than 5");
    }
  }

  @Test
  void noRedirectLeadsIntoAPrivateNetworkOrToAnotherScheme() {
    web.redirect("a.example/", "http://169.254.169.254/latest/meta-data/");
    web.redirect("b.example/", "http://intranet.example/");
    web.redirect("c.example/", "file:///etc/passwd");
    NameResolver names =
        host ->
            host.endsWith(".254") || host.startsWith("intranet")
                ? List.of(InetAddress.getByName("169.254.169.254"))
                : web.names().resolve(host);
    try (PoliteFetcher fetcher = guarded(names)) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("169.254.169.254", "public");
      assertThat(refusal(get(fetcher, "b.example/"))).contains("intranet.example", "public");
      assertThat(refusal(get(fetcher, "c.example/"))).contains("no web address");
    }
  }

  @Test
  void aNameThatChangesItsAddressAfterwardsIsCheckedAnew() {
    web.answer("a.example/1", 200, Map.of("Connection", "close"), utf8("one"));
    web.answer("a.example/2", 200, Map.of("Connection", "close"), utf8("two"));
    web.answer("a.example/robots.txt", 404, Map.of("Connection", "close"), new byte[0]);
    var lookUps = new AtomicInteger();
    NameResolver names =
        host ->
            lookUps.incrementAndGet() > 2
                ? List.of(InetAddress.getByName("10.0.0.1"))
                : web.names().resolve(host);
    try (PoliteFetcher fetcher = guarded(names)) {
      assertThat(text(get(fetcher, "a.example/1"))).isEqualTo("one");
      // One look-up for each connection: what was checked is what is connected to.
      assertThat(lookUps).hasValue(2);
      assertThat(refusal(get(fetcher, "a.example/2"))).contains("public");
    }
  }

  @Test
  void aHostThatCannotProveItsNameIsRefused() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = getClass().getResourceAsStream("self-signed.p12")) {
      keys.load(file, "changeit".toCharArray());
    }
    var keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    try (PoliteFetcher fetcher = fetcher()) {
      URI page = URI.create("https://a.example:" + server.getAddress().getPort() + "/");
      assertThat(refusal(get(fetcher, page))).contains("did not prove that it is a.example");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void onlyTheUsualPortsAndPlainAddressesAreAsked() {
    var strict =
        new WebSettings(
            null,
            true,
            false,
            Duration.ZERO,
            10,
            10,
            Duration.ofSeconds(1),
            1_000,
            Duration.ZERO,
            1_000);
    try (PoliteFetcher fetcher = fetcher(strict)) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("port");
      assertThat(refusal(get(fetcher, URI.create("ftp://a.example/")))).contains("not an address");
      assertThat(refusal(get(fetcher, URI.create("http://me:secret@a.example/"))))
          .contains("not an address")
          .doesNotContain("secret");
    }
  }

  @Test
  void pagesTooLargePackedBombsAndWhatIsNoPageAreRefused() {
    byte[] zeros = new byte[5_000_000];
    Map<String, String> html = Map.of("Content-Type", "text/html");
    web.answer("a.example/huge", 200, html, new byte[200_000]);
    web.on(
        "a.example/endless",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(zeros);
        });
    web.answer(
        "a.example/bomb",
        200,
        Map.of("Content-Type", "text/html", "Content-Encoding", "gzip"),
        gzip(zeros));
    web.answer("a.example/pdf", 200, Map.of("Content-Type", "application/pdf"), utf8("%PDF"));
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(refusal(get(fetcher, "a.example/huge"))).contains("larger");
      assertThat(refusal(get(fetcher, "a.example/endless"))).contains("larger");
      assertThat(refusal(get(fetcher, "a.example/bomb"))).contains("larger");
      assertThat(refusal(get(fetcher, "a.example/pdf"))).contains("application/pdf");
    }
  }

  @Test
  void packedPagesAreUnpacked() {
    web.answer(
        "a.example/gzip",
        200,
        Map.of("Content-Type", "text/html", "Content-Encoding", "gzip"),
        gzip(utf8("hello")));
    byte[] brotli = {0x0b, 0x02, (byte) 0x80, 'h', 'e', 'l', 'l', 'o', 0x03};
    web.answer(
        "a.example/br", 200, Map.of("Content-Type", "text/html", "Content-Encoding", "br"), brotli);
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/gzip"))).isEqualTo("hello");
      assertThat(text(get(fetcher, "a.example/br"))).isEqualTo("hello");
    }
  }

  @Test
  void aPageIsReadInItsRealCharset() {
    web.answer(
        "a.example/wrong",
        200,
        Map.of("Content-Type", "text/html; charset=iso-8859-1"),
        utf8("Café Größe"));
    web.answer(
        "a.example/header",
        200,
        Map.of("Content-Type", "text/html; charset=ISO-8859-1"),
        "Café 5 €".getBytes(java.nio.charset.Charset.forName("windows-1252")));
    web.answer(
        "a.example/meta",
        200,
        Map.of("Content-Type", "text/html"),
        "<meta charset='Shift_JIS'>喫茶店".getBytes(java.nio.charset.Charset.forName("Shift_JIS")));
    web.answer(
        "a.example/bom",
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "\ufeffКафе".getBytes(StandardCharsets.UTF_16LE));
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/wrong"))).isEqualTo("Café Größe");
      assertThat(text(get(fetcher, "a.example/header"))).isEqualTo("Café 5 €");
      assertThat(text(get(fetcher, "a.example/meta"))).endsWith("喫茶店");
      assertThat(text(get(fetcher, "a.example/bom"))).isEqualTo("Кафе");
    }
  }

  @Test
  void aPageThatComesByteByByteIsCutOffAsAWhole() {
    var hurried =
        new WebSettings(
            null,
            true,
            true,
            Duration.ZERO,
            100,
            100,
            Duration.ofMillis(200),
            1_000,
            Duration.ZERO,
            1_000);
    var never = new CountDownLatch(1);
    web.on(
        "a.example/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 0);
          try {
            for (int i = 0; i < 500; i++) {
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
              boolean told = never.await(10, TimeUnit.MILLISECONDS);
              assertThat(told).isFalse();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (PoliteFetcher fetcher = fetcher(hurried)) {
      long start = System.nanoTime();
      assertThat(unavailable(get(fetcher, "a.example/")).reason()).contains("did not answer");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void robotsTxtIsObeyed() {
    web.text(
        "a.example/robots.txt",
        "User-agent: *\nDisallow: /\n\nUser-agent: placemill\nDisallow: /private\nCrawl-delay: 7\n"
            + "Sitemap: "
            + web.at("a.example/sitemap.xml"));
    web.page("a.example/", "open").page("a.example/private/x", "closed").page("a.example/b", "b");
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(refusal(get(fetcher, "a.example/private/x"))).contains("robots.txt", "a.example");
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("open");
      assertThat(web.asked()).containsExactly("a.example/");
      assertThat(fetcher.sitemaps(web.at("a.example/"), clock.instant().plusSeconds(60)))
          .containsExactly(web.at("a.example/sitemap.xml"));
      var before = clock.instant();
      assertThat(text(get(fetcher, "a.example/b"))).isEqualTo("b");
      assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void whereRobotsTxtCannotBeReadNothingIsAsked() {
    web.answer("a.example/robots.txt", 503, Map.of("Retry-After", "120"), new byte[0]);
    web.page("a.example/", "open");
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(unavailable(get(fetcher, "a.example/")).retryAfter())
          .isEqualTo(Duration.ofMinutes(2));
      assertThat(web.asked()).isEmpty();
    }
  }

  @Test
  void aPageIsNotAskedForAgainUntilItIsOldAndThenOnlyWhetherItHasChanged() {
    var full = new AtomicInteger();
    web.on(
        "a.example/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            full.incrementAndGet();
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(utf8("one"));
          }
        });
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("one");
    }
    // Another run of the node finds what the first one kept.
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("one");
      assertThat(web.asked()).hasSize(1);
      clock.advance(Duration.ofDays(2));
      PageAnswer later = get(fetcher, "a.example/");
      assertThat(text(later)).isEqualTo("one");
      assertThat(((PageAnswer.Page) later).fetchedAt())
          .isAfter(clock.instant().minus(Duration.ofDays(1)));
      assertThat(web.asked()).hasSize(2);
      assertThat(full).hasValue(1);
    }
  }

  @Test
  void pagesKeptTakeNoMoreRoomThanAllowedAndABrokenFileIsNoObstacle() throws Exception {
    byte[] noise = new byte[40_000];
    new java.util.Random(7).nextBytes(noise);
    String text = new String(noise, StandardCharsets.ISO_8859_1);
    IntStream.range(0, 40).forEach(i -> web.page("a.example/" + i, i + text));
    try (PoliteFetcher fetcher = fetcher()) {
      for (int i = 0; i < 40; i++) {
        assertThat(text(get(fetcher, "a.example/" + i))).startsWith(i + "");
      }
    }
    try (Stream<Path> files = Files.list(cache)) {
      List<Path> kept = files.toList();
      assertThat(kept.stream().mapToLong(file -> file.toFile().length()).sum())
          .isBetween(500_000L, 1_000_000L);
      for (Path file : kept) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/39"))).startsWith("39");
    }
  }

  @Test
  void theBudgetOfAHostIsSharedByAllWhoAskAndOnlyOneAsksAtATime() throws Exception {
    var frugal =
        new WebSettings(
            null,
            true,
            true,
            Duration.ofMillis(1),
            4,
            1_000,
            Duration.ofSeconds(5),
            1_000,
            Duration.ofDays(1),
            100_000);
    var atOnce = new AtomicInteger();
    var mostAtOnce = new AtomicInteger();
    IntStream.range(0, 8)
        .forEach(i ->
            web.on(
                "a.example/" + i,
                exchange -> {
                  mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  exchange.sendResponseHeaders(200, 2);
                  exchange.getResponseBody().write(utf8("ok"));
                  atOnce.decrementAndGet();
                }));
    try (PoliteFetcher fetcher = fetcher(frugal);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PageAnswer>> answers =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> get(fetcher, "a.example/" + i)))
              .toList();
      int pages = 0;
      for (Future<PageAnswer> answer : answers) {
        switch (answer.get()) {
          case PageAnswer.Page _ -> pages++;
          case PageAnswer.Unavailable(String reason, Duration after) -> {
            assertThat(reason).contains("within an hour");
            assertThat(after).isGreaterThan(Duration.ofMinutes(50));
          }
          // The places that could come only after more than an hour.
          case PageAnswer.Refused(String reason) ->
              assertThat(reason).contains("within an hour", "too many places");
          case PageAnswer.Missing _ -> throw new AssertionError(answer);
        }
      }
      // The fourth request was for robots.txt.
      assertThat(pages).isEqualTo(3);
      assertThat(web.asked()).hasSize(3);
      assertThat(mostAtOnce).hasValue(1);
    }
  }

  @Test
  void whoeverAsksForTheSamePageAtTheSameTimeSharesTheAnswer() throws Exception {
    var release = new CountDownLatch(1);
    var arrived = new CountDownLatch(1);
    web.on(
        "a.example/",
        exchange -> {
          arrived.countDown();
          try {
            assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(utf8("ok"));
        });
    try (PoliteFetcher fetcher = fetcher();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PageAnswer> first = threads.submit(() -> get(fetcher, "a.example/"));
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
      Future<PageAnswer> second = threads.submit(() -> get(fetcher, "a.example/"));
      release.countDown();
      assertThat(text(first.get())).isEqualTo("ok");
      assertThat(text(second.get())).isEqualTo("ok");
      assertThat(web.asked()).hasSize(1);
    }
  }

  @Test
  void aHostThatFailsAgainAndAgainIsLeftAloneForAWhile() {
    IntStream.range(0, 9).forEach(i -> web.answer("a.example/" + i, 500, Map.of(), new byte[0]));
    web.page("a.example/well", "well");
    try (PoliteFetcher fetcher = fetcher()) {
      for (int i = 0; i < 3; i++) {
        assertThat(unavailable(get(fetcher, "a.example/" + i)).reason()).contains("500");
      }
      assertThat(refusal(get(fetcher, "a.example/3"))).contains("several times", "5 min");
      assertThat(web.asked()).hasSize(3);
      clock.advance(Duration.ofMinutes(6));
      assertThat(text(get(fetcher, "a.example/well"))).isEqualTo("well");
    }
  }

  @Test
  void whatIsMissingForbiddenOrBusySaysSo() {
    web.answer("a.example/forbidden", 403, Map.of(), new byte[0]);
    web.answer("a.example/busy", 429, Map.of("Retry-After", "30"), new byte[0]);
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(get(fetcher, "a.example/none")).isInstanceOf(PageAnswer.Missing.class);
      assertThat(refusal(get(fetcher, "a.example/forbidden"))).contains("403");
      assertThat(unavailable(get(fetcher, "a.example/busy")).retryAfter())
          .isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Test
  void whoeverWouldWaitPastTheDeadlineIsToldWhenToComeBack() {
    web.page("a.example/1", "1").page("a.example/2", "2");
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/1"))).isEqualTo("1");
      PageAnswer hurried =
          fetcher.fetch(web.at("a.example/2"), Kind.PAGE, clock.instant().plusMillis(100));
      assertThat(unavailable(hurried).retryAfter())
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
  }
}
