package dev.placemill.web;

import static dev.placemill.web.StubWeb.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who is asked, when, and how often.
class PolitenessTest extends LocalNode {
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
  void theBudgetOfAHostIsSharedByAllWhoAskAndOnlyOneAsksAtATime() throws Exception {
    var frugal = settings(Duration.ofMillis(1), 4, 1_000);
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
  void whoeverWouldWaitPastTheDeadlineIsToldWhenToComeBack() {
    web.page("a.example/1", "1").page("a.example/2", "2");
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(text(get(fetcher, "a.example/1"))).isEqualTo("1");
      PageAnswer hurried = get(fetcher, web.at("a.example/2"), Duration.ofMillis(100));
      assertThat(unavailable(hurried).retryAfter())
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
  }

  @Test
  void aTurnOfTheNodeThatWouldComeTooLateIsLeftToOthers() {
    WebSettings oneASecond = settings(Duration.ZERO, 100_000, 1);
    List<Duration> waits = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> web.page("h%d.example/".formatted(i), "page"));
    try (PoliteFetcher fetcher = fetcher(oneASecond, waits::add)) {
      List<PageAnswer> answers =
          IntStream.range(0, 20)
              .mapToObj(
                  i -> get(fetcher, web.at("h%d.example/".formatted(i)), Duration.ofSeconds(6)))
              .toList();
      // Six turns come within six seconds, two for each host: robots.txt and the page.
      assertThat(answers.subList(0, 3))
          .allSatisfy(answer -> assertThat(answer).isInstanceOf(PageAnswer.Page.class));
      List<Duration> comeBack =
          answers.subList(3, 20).stream().map(answer -> unavailable(answer).retryAfter()).toList();
      assertThat(comeBack)
          .as("each is told a later time, beginning with the first free turn")
          .isSorted()
          .doesNotHaveDuplicates()
          .first()
          .isEqualTo(Duration.ofSeconds(7));
      assertThat(unavailable(answers.getLast()).reason()).isEqualTo("other sites are asked first");
      clock.advance(Duration.ofSeconds(7));
      waits.clear();
      assertThat(text(get(fetcher, web.at("h19.example/"), Duration.ofSeconds(6))))
          .isEqualTo("page");
      assertThat(waits)
          .as("nobody holds turns that nobody uses")
          .containsExactly(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoeverGetsNoTurnMakesNoRetry() {
    WebSettings oneASecond = settings(Duration.ZERO, 100_000, 1);
    web.answer("a.example/", 500, Map.of(), new byte[0]).page("a.example/well", "well");
    web.page("b.example/", "page");
    try (PoliteFetcher fetcher = fetcher(oneASecond, _ -> {})) {
      assertThat(unavailable(get(fetcher, "a.example/")).reason()).contains("500");
      assertThat(text(get(fetcher, "b.example/"))).isEqualTo("page");
      // All turns of the next seconds are taken, and more places than may be retried come.
      IntStream.range(0, 40)
          .forEach(_ ->
              assertThat(
                      unavailable(get(fetcher, web.at("a.example/well"), Duration.ofSeconds(1)))
                          .reason())
                  .isEqualTo("other sites are asked first"));
      clock.advance(Duration.ofMinutes(1));
      assertThat(text(get(fetcher, "a.example/well"))).isEqualTo("well");
    }
  }

  @Test
  void aDateToComeBackAtIsUnderstood() {
    String inTwoMinutes =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.instant().plusSeconds(120).atOffset(ZoneOffset.UTC));
    web.answer("a.example/", 503, Map.of("Retry-After", inTwoMinutes), new byte[0]);
    web.answer("b.example/", 503, Map.of("Retry-After", "0"), new byte[0]);
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(unavailable(get(fetcher, "a.example/")).retryAfter())
          .isBetween(Duration.ofSeconds(118), Duration.ofMinutes(2));
      assertThat(unavailable(get(fetcher, "b.example/")).retryAfter())
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void thoseInLineForAHostThatFailsDoNotAskItToo() throws Exception {
    var release = new CountDownLatch(1);
    web.page("a.example/well", "well");
    IntStream.range(0, 9)
        .forEach(i ->
            web.on(
                "a.example/" + i,
                exchange -> {
                  try {
                    assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  exchange.sendResponseHeaders(500, -1);
                }));
    try (PoliteFetcher fetcher = fetcher();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(text(get(fetcher, "a.example/well"))).isEqualTo("well");
      List<Future<PageAnswer>> answers =
          IntStream.range(0, 9)
              .mapToObj(i -> threads.submit(() -> get(fetcher, "a.example/" + i)))
              .toList();
      release.countDown();
      for (Future<PageAnswer> answer : answers) {
        assertThat(answer.get()).isNotInstanceOf(PageAnswer.Page.class);
      }
      assertThat(web.asked()).hasSize(1 + 3);
    }
  }

  @Test
  void theRobotsTxtOfWhereARedirectLeadsIsObeyedToo() {
    web.redirect("a.example/", web.at("b.example/private").toString());
    web.text("b.example/robots.txt", "User-agent: *\nDisallow: /private");
    try (PoliteFetcher fetcher = fetcher()) {
      assertThat(refusal(get(fetcher, "a.example/"))).contains("robots.txt of b.example");
      assertThat(web.asked()).containsExactly("a.example/");
    }
  }

  @Test
  void hostsThatAreOthersToAskAreNotAskedEvenWhereARedirectLeadsThere() {
    web.redirect("a.example/", web.at("b.example/").toString());
    try (PoliteFetcher fetcher =
        PoliteFetcher.open(
            SETTINGS, cache, web.names(), host -> host.equals("a.example"), clock, clock)) {
      assertThat(refusal(get(fetcher, "a.example/")))
          .isEqualTo("b.example is asked by another part of this work");
      assertThat(refusal(get(fetcher, "b.example/"))).contains("another part of this work");
      assertThat(web.asked()).containsExactly("a.example/");
    }
  }
}
