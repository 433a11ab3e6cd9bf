package dev.placemill.web;

import static dev.placemill.web.StubWeb.gzip;
import static dev.placemill.web.StubWeb.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.web.PageFetcher.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoliteFetcherTest extends LocalNode {
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
        "Café 5 €".getBytes(Charset.forName("windows-1252")));
    web.answer(
        "a.example/meta",
        200,
        Map.of("Content-Type", "text/html"),
        "<meta charset='Shift_JIS'>喫茶店".getBytes(Charset.forName("Shift_JIS")));
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
    var hurried = settings(Duration.ZERO, 100, 100, Duration.ofMillis(200), Duration.ZERO);
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
      assertThat(unavailable(get(fetcher, "a.example/")).reason()).contains("did not answer");
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
  void aSitemapThatIsAPackedFileIsUnpackedAsFarAsItIsNoBomb() {
    Map<String, String> file = Map.of("Content-Type", "application/gzip");
    web.answer("a.example/sitemap.xml.gz", 200, file, gzip(utf8("<urlset/>")));
    web.answer("a.example/bomb.xml.gz", 200, file, gzip(new byte[20_000_000]));
    try (PoliteFetcher fetcher = fetcher()) {
      var later = clock.instant().plusSeconds(60);
      assertThat(text(fetcher.fetch(web.at("a.example/sitemap.xml.gz"), Kind.SITEMAP, later)))
          .isEqualTo("<urlset/>");
      assertThat(refusal(fetcher.fetch(web.at("a.example/bomb.xml.gz"), Kind.SITEMAP, later)))
          .contains("cannot be read");
    }
  }
}
