package dev.placemill.source.llm;

import static dev.placemill.source.llm.Asked.PHONE;
import static dev.placemill.source.llm.Asked.source;
import static dev.placemill.source.llm.LocalModel.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.endpoint.LocalService;
import dev.placemill.page.StoredPages;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PageAnswer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which pages the model is shown.
class SitePagesTest {
  @Test
  void theContactPageIsReadTooAndAnotherSiteIsNot() {
    StoredPages web =
        CafeMill.web(
                """
                <title>Café Mill</title><p>Café Mill, Leopoldstr. 7
                <a href="/menu">Karte</a> <a href="/kontakt#oben">Kontakt</a>
                <a href="https://other.example/kontakt">Kontakt der Agentur</a>
                """)
            .with(
                CafeMill.SITE + "kontakt",
                "<title>Kontakt</title><p>Café Mill<br>80802 München<br>Tel. 089 12345678");
    try (var service =
            new LocalService(
                _ -> facts(List.of(List.of("phone", "089 12345678", "089 12345678"))));
        LlmSource source = source(service, web)) {
      assertThat(source.lookUp(CafeMill.asking(Attribute.PHONE)))
          .isInstanceOfSatisfying(
              SourceAnswer.Found.class,
              found ->
                  assertThat(found.observations().getFirst().evidence().url())
                      .isEqualTo(CafeMill.SITE + "kontakt"));
      assertThat(web.asked().stream().map(Object::toString))
          .containsExactly("https://cafe-mill.example", CafeMill.SITE + "kontakt");
    }
  }

  @Test
  void aSiteThatCannotBeReadIsSaidToBeSoAndTheModelIsNotAsked() {
    assertThat(answerTo(new PageAnswer.Unavailable("host is down", Duration.ofSeconds(9))))
        .isEqualTo(new SourceAnswer.Unavailable("host is down", Duration.ofSeconds(9)));
    assertThat(answerTo(new PageAnswer.Refused("robots.txt forbids the page")))
        .isEqualTo(new SourceAnswer.Refused("robots.txt forbids the page"));
    assertThat(answerTo(new PageAnswer.Missing("the site has no such page")))
        .isEqualTo(new SourceAnswer.NothingKnown("the site has no such page"));
  }

  @Test
  void aPageOfADirectoryIsNotThePlacesOwnAndTheNextSiteIsRead() {
    StoredPages web = CafeMill.web(CafeMill.PAGE);
    try (var service = new LocalService(_ -> facts(List.of(PHONE)));
        LlmSource source = source(service, web)) {
      assertThat(source.lookUp(askingOfListed("https://x.com/cafemill")))
          .isEqualTo(
              new SourceAnswer.NothingKnown(
                  "no website of this place is known that could be read"));
      assertThat(service.requests()).isEmpty();
      assertThat(web.asked()).isEmpty();
      assertThat(source.lookUp(askingOfListed("https://cafe-mill.example")))
          .isInstanceOf(SourceAnswer.Found.class);
    }
  }

  @Test
  void aParkedSiteIsNotRead() {
    StoredPages web =
        CafeMill.web(
            "<title>cafe-mill.example</title><p>Café Mill, Leopoldstr. 7, 80802 München"
                + "<p>This domain is for sale. Tel. 089 / 12 34 56 78");
    try (var service = new LocalService(_ -> facts(List.of(PHONE)));
        LlmSource source = source(service, web)) {
      assertThat(source.lookUp(CafeMill.asking(Attribute.PHONE)))
          .isEqualTo(
              new SourceAnswer.NothingKnown(
                  "cafe-mill.example is no site of a place: it says \"this domain is for sale\""));
      assertThat(service.requests()).isEmpty();
    }
  }

  /// Of the café, whose client has named its page in a directory.
  ///
  /// @param website what the sources before hold for it
  private static Inquiry askingOfListed(String website) {
    var listed =
        new Place(
            CafeMill.PLACE.name(),
            null,
            CafeMill.PLACE.address(),
            "DE",
            new Claims(
                null, null, "https://www.tripadvisor.de/Restaurant_Review-1", null, null, null));
    return new Inquiry(
        listed,
        EnumSet.of(Attribute.PHONE),
        List.of(
            CafeMill.known(
                Attribute.WEBSITE, new AttributeValue.Text(website), Evidence.Scope.PLACE)),
        CafeMill.LATER);
  }

  private SourceAnswer answerTo(PageAnswer page) {
    try (var service = new LocalService(_ -> facts(List.of(PHONE)));
        LlmSource source =
            source(service, new StoredPages(CafeMill.NOW).with(CafeMill.SITE, page))) {
      SourceAnswer answer = source.lookUp(CafeMill.asking(Attribute.PHONE));
      assertThat(service.requests()).isEmpty();
      return answer;
    }
  }
}
