package dev.placemill.web;

import static dev.placemill.web.StubWeb.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages of before, which spare their hosts the same question.
class PagesKeptTest extends LocalNode {
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
      assertThat(fetcher.keeps(web.at("a.example/"))).isFalse();
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("one");
      assertThat(fetcher.keeps(web.at("a.example/"))).isTrue();
    }
    // Another run of the node finds what the first one kept.
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("one");
      assertThat(web.asked()).hasSize(1);
      clock.advance(Duration.ofDays(2));
      assertThat(fetcher.keeps(web.at("a.example/"))).isFalse();
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
  void aHostThatNamesNoVersionIsAskedByTheDateOfThePage() {
    String date = "Wed, 25 Nov 2026 08:00:00 GMT";
    web.on(
        "a.example/",
        exchange -> {
          exchange.getResponseHeaders().set("Last-Modified", date);
          if (date.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(utf8("one"));
          }
        });
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/"))).isEqualTo("one");
      clock.advance(Duration.ofDays(2));
      PageAnswer later = get(fetcher, "a.example/");
      assertThat(text(later)).isEqualTo("one");
      assertThat(((PageAnswer.Page) later).fetchedAt())
          .isAfter(clock.instant().minus(Duration.ofDays(1)));
    }
  }
}
