package dev.placemill.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.placemill.web.PageAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadablePageTest {
  @Test
  void thePageIsReadAsPeopleSeeIt() {
    ReadablePage page =
        read(
            """
            <title> Café  Mill </title><style>@media print { .p { display: none } }</style>
            <body><nav><a href=/kontakt>Kontakt</a> <a href='mailto:x@y.de'>Mail</a></nav>
            <h1 class=p>Café<!-- x --> Mill</h1><p>Leopoldstr.&nbsp;7<br>80802   Mün&shy;chen
            <table><tr><td>Mo<td>9–18</table><div hidden>no</div><b>fett</b><i>schräg</i>
            <a href='https://x.example/a'><img alt='Instagram'></a><a href='http://['>?</a>
            """);
    assertThat(page.title()).isEqualTo("Café Mill");
    assertThat(page.text())
        .isEqualTo("Kontakt Mail\nCafé Mill\nLeopoldstr. 7\n80802 München\nMo 9–18\nfettschräg ?");
    assertThat(page.links())
        .containsExactly(
            new ReadablePage.Link(URI.create("https://www.mill.example/kontakt"), "Kontakt"),
            new ReadablePage.Link(URI.create("https://x.example/a"), "Instagram"));
    assertThat(page.seenOn()).isEqualTo(LocalDate.of(2026, 11, 26));
  }

  @Test
  void aPageMayBeNestedAsDeepAsItLikes() {
    assertThat(read("<div>".repeat(50_000) + "deep").text()).isEqualTo("deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".x { display: none }",
        "p.x, .y { color: red; visibility: hidden; }",
        "@import 'a.css'; /* { */ body > .x { opacity: 0; }",
        "@media print { .p { color: red } } #z .x, .x { font-size: 0 }",
        ".a:hover > b { display: none } * .x { position: absolute; left: -5000px }"
      })
  void whatTheSheetOfThePageHidesIsNotRead(String sheet) {
    String page = "<style>" + sheet + "</style><p>shown<p class='x'>hidden";
    assertThat(read(page).text()).isEqualTo("shown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@media print { .x { display: none } }",
        ".x:hover { display: none }",
        "/* .x { display: none } */",
        ".x { display: block }",
        "body { display: none }",
        ".x { display: none"
      })
  void whatTheSheetHidesSometimesOrNeverIsRead(String sheet) {
    String page = "<style>" + sheet + "</style><p class='x'>shown";
    assertThat(read(page).text()).isEqualTo(sheet.endsWith("none") ? "" : "shown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/*", "@", "{", "}", "a{display:none}", "a,", ";", "@a{", "* * *,"})
  void noSheetDecidesHowLongReadingTakes(String part) {
    String page = "<style>" + part.repeat(400_000 / part.length()) + "</style><p>shown";
    assertTimeout(Duration.ofSeconds(5), () -> assertThat(read(page).text()).isEqualTo("shown"));
  }

  private static ReadablePage read(String html) {
    return ReadablePage.of(
        new PageAnswer.Page(
            URI.create("https://www.mill.example/"), html, Instant.parse("2026-11-26T12:00:00Z")));
  }
}
