package dev.placemill.source.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.page.StoredPages;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PageAnswer;
import dev.placemill.web.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SearchSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String KEY = "BSA-0123456789";
  private static final PostalAddress ADDRESS =
      new PostalAddress(null, "7", "Leopoldstraße", null, "München", null, "80802", null);
  private static final String PAGE = "<title>Café Mill</title><p>Leopoldstr. 7, 80802 München</p>";
  private static final String OFFICIAL = "https://www.cafe-mill.de/";

  /// @param hits address, title and snippet of each
  private static Answer searxng(List<List<String>> hits) {
    return Answer.ok(list("results", "content", hits).toString());
  }

  private static Answer brave(List<List<String>> hits) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.set("web", list("results", "description", hits));
    return Answer.ok(answer.toString());
  }

  private static ObjectNode list(String key, String snippet, List<List<String>> hits) {
    ObjectNode list = JsonMapper.shared().createObjectNode();
    ArrayNode results = list.putArray(key);
    for (List<String> hit : hits) {
      results.addObject().put("url", hit.get(0)).put("title", hit.get(1)).put(snippet, hit.get(2));
    }
    return list;
  }

  private static List<String> hit(String url, String title, String snippet) {
    return List.of(url, title, snippet);
  }

  private final SteppedClock clock = new SteppedClock(NOW);

  @Test
  void whatItMayAskIsKnownBeforeAndWhetherTheAnswerIsKept() {
    Set<Attribute> wanted = Set.of(Attribute.WEBSITE);
    Place cafe = place(ADDRESS, null);
    try (var service = new LocalService(_ -> searxng(List.of()));
        SearchSource source = source(service, SearchProvider.SEARXNG, new StoredPages(NOW))) {
      assertThat(source.findExpense(cafe, wanted)).contains(new Expense(1, 6, 0));
      source.lookUp(asking(cafe, Attribute.WEBSITE));
      assertThat(source.findExpense(cafe, wanted)).contains(new Expense(1, 6, 1));
      assertThat(source.findExpense(place(ADDRESS, OFFICIAL), wanted)).contains(Expense.NONE);
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void theOfficialSiteIsFoundAmongDirectoriesAndItsPageIsLookedAt() {
    var hits =
        List.of(
            hit("https://www.tripadvisor.de/x", "CAFE MILL, München", "Leopoldstr. 7, 80802"),
            hit("https://cafe-mill.lieferando.de/", "Café Mill", "Leopoldstr. 7, 80802 München"),
            hit(OFFICIAL, "Café Mill", "Café in München"));
    StoredPages web = new StoredPages(NOW).with(OFFICIAL, PAGE);
    try (var service = new LocalService(_ -> searxng(hits));
        SearchSource source = source(service, SearchProvider.SEARXNG, web)) {
      SourceAnswer answer = source.lookUp(asking(Attribute.WEBSITE));
      assertThat(answer)
          .isEqualTo(
              new SourceAnswer.Found(
                  List.of(
                      new Observation(
                          Attribute.WEBSITE,
                          new AttributeValue.Text("https://www.cafe-mill.de"),
                          0.88,
                          new Evidence(
                              "search",
                              null,
                              OFFICIAL,
                              LocalDate.of(2026, 11, 26),
                              Evidence.Scope.PLACE),
                          "a web search for “Café Mill München Germany” found “Café Mill”, and its"
                              + " page shows the name, the street, the postcode, the city"))));
      assertThat(service.requests().getFirst().address().getPath()).isEqualTo("/search");
      assertThat(service.requests().getFirst().address().getQuery())
          .isEqualTo("format=json&categories=general&q=Café+Mill+München+Germany");
      assertThat(web.asked().stream().map(Object::toString)).containsExactly(OFFICIAL);
    }
  }

  @Test
  void braveIsAskedWithItsTokenAndTheAnswerReadInItsForm() {
    StoredPages web = new StoredPages(NOW).with(OFFICIAL, PAGE);
    try (var service =
            new LocalService(_ -> brave(List.of(hit(OFFICIAL, "Café <b>Mill</b>", "München"))));
        SearchSource source = source(service, SearchProvider.BRAVE, web)) {
      assertThat(website(source.lookUp(asking(Attribute.WEBSITE))))
          .isEqualTo("https://www.cafe-mill.de");
      assertThat(service.requests().getFirst().headers())
          .containsEntry("x-subscription-token", KEY);
      assertThat(service.requests().getFirst().address().getPath()).isEqualTo("/res/v1/web/search");
    }
  }

  @Test
  void aPageAboutThePlaceOnSomebodyElsesSiteIsNotItsOwn() {
    String article = "https://www.stadtmagazin.de/cafes/cafe-mill";
    StoredPages web =
        new StoredPages(NOW)
            .with(article, PAGE)
            .with("https://www.stadtmagazin.de/", "<title>Stadtmagazin</title>");
    assertThat(found(web, hit(article, "Café Mill in München", "Leopoldstr. 7")))
        .isEqualTo(
            "none of 1 results of a web search for “Café Mill München Germany” is certainly its own"
                + " site");
  }

  @Test
  void aSiteOfAnotherNameIsItsOwnWhenItsFrontPageSaysSo() {
    StoredPages web = new StoredPages(NOW).with("https://www.muellers-kaffee.de/", PAGE);
    assertThat(found(web, hit("https://www.muellers-kaffee.de/", "Café Mill", "München")))
        .isEqualTo("https://www.muellers-kaffee.de");
  }

  @Test
  void aNamesakeInAnotherCityIsNotTaken() {
    StoredPages web =
        new StoredPages(NOW)
            .with(OFFICIAL, "<title>Café Mill</title><p>Torstr. 2, 10119 Berlin</p>");
    assertThat(found(web, hit(OFFICIAL, "Café Mill", "Berlin"))).startsWith("none of 1 results");
  }

  @Test
  void thePageOfTheBranchIsKeptAndAnyOtherInnerPageGivesTheFrontPage() {
    String branch = OFFICIAL + "filialen/muenchen-leopoldstrasse";
    StoredPages web =
        new StoredPages(NOW)
            .with(branch, PAGE)
            .with(OFFICIAL + "speisekarte", PAGE)
            .with(OFFICIAL, "<title>Café Mill</title>");
    assertThat(found(web, hit(branch, "Café Mill München", "Leopoldstraße"))).isEqualTo(branch);
    assertThat(found(web, hit(OFFICIAL + "speisekarte", "Speisekarte - Café Mill", "München")))
        .isEqualTo("https://www.cafe-mill.de");
  }

  @Test
  void aSiteThatLetsNoRobotInIsTakenOnlyWhenItsDomainIsTheName() {
    PageAnswer refusal = new PageAnswer.Refused("robots.txt forbids the page");
    StoredPages web =
        new StoredPages(NOW)
            .with(OFFICIAL, refusal)
            .with("https://www.muellers-kaffee.de/", refusal);
    List<Observation> found =
        observations(web, hit(OFFICIAL, "Café Mill", "Kaffee in München, Leopoldstr. 7"));
    assertThat(found.getFirst().probability()).isEqualTo(0.6);
    assertThat(observations(web, hit("https://www.muellers-kaffee.de/", "Café Mill", "München")))
        .isEmpty();
  }

  @Test
  void accountsAreFoundWhereTheTitleIsTheNameAndTheCityIsNamed() {
    try (var service =
            new LocalService(_ ->
                searxng(
                    List.of(
                        hit("https://www.facebook.com/cafemillberlin", "Café Mill", "Berlin"),
                        hit(
                            "https://www.facebook.com/cafemill/posts/7",
                            "Café Mill | München",
                            "Leopoldstraße 7"),
                        hit(
                            "https://www.instagram.com/cafe.mill/",
                            "Café Mill (@cafe.mill) • Instagram photos",
                            "Kaffee in München"),
                        hit("https://www.instagram.com/p/abc/", "Café Mill", "München"))));
        SearchSource source = source(service, SearchProvider.SEARXNG, new StoredPages(NOW))) {
      SourceAnswer answer =
          source.lookUp(asking(Attribute.WEBSITE, Attribute.FACEBOOK, Attribute.INSTAGRAM));
      assertThat(((SourceAnswer.Found) answer).observations())
          .extracting(observation -> ((AttributeValue.Text) observation.value()).text())
          .containsExactly(
              "https://www.facebook.com/cafemill", "https://www.instagram.com/cafe.mill");
    }
  }

  @Test
  void whatIsKnownIsNotSearchedForNorWhatNobodyCouldTellApart() {
    try (var service = new LocalService(_ -> searxng(List.of()));
        SearchSource source = source(service, SearchProvider.SEARXNG, new StoredPages(NOW))) {
      Place claimed = place(ADDRESS, "https://www.mill.example");
      assertThat(source.lookUp(asking(claimed, Attribute.WEBSITE)))
          .isEqualTo(
              new SourceAnswer.NothingKnown("the web was not searched, since a website is known"));
      assertThat(source.lookUp(asking(place(PostalAddress.NONE, null), Attribute.WEBSITE)))
          .isEqualTo(
              new SourceAnswer.NothingKnown(
                  "the web was not searched, since neither city nor street is known"));
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void theSameSearchIsMadeOnceInAWhile() {
    try (var service = new LocalService(_ -> searxng(List.of()));
        SearchSource source = source(service, SearchProvider.SEARXNG, new StoredPages(NOW))) {
      for (int i = 0; i < 3; i++) {
        assertThat(source.lookUp(asking(Attribute.WEBSITE)))
            .isEqualTo(
                new SourceAnswer.FoundNowhere(
                    "a web search for “Café Mill München Germany” found nothing"));
      }
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void troubleIsAnAnswerThatSaysWhatToDoAndNeverShowsTheKey() {
    List<Answer> answers =
        List.of(
            Answer.status(401, KEY),
            Answer.status(403, KEY),
            Answer.status(422, KEY),
            new Answer(301, Map.of("Location", "https://elsewhere.example/" + KEY), KEY),
            new Answer(429, Map.of("Retry-After", "30"), KEY),
            Answer.status(500, KEY),
            Answer.ok(KEY),
            Answer.ok("{\"results\": [], \"unresponsive_engines\": [[\"google\", \"CAPTCHA\"]]}"));
    List<SourceAnswer> got = new ArrayList<>();
    for (Answer answer : answers) {
      try (var service = new LocalService(_ -> answer);
          SearchSource source = source(service, SearchProvider.SEARXNG, new StoredPages(NOW))) {
        got.add(source.lookUp(asking(Attribute.WEBSITE)));
      }
    }
    assertThat(got.toString()).doesNotContain(KEY);
    assertThat(got)
        .containsExactly(
            new SourceAnswer.Refused(
                "the search engine refuses the key: check search.api-key (HTTP 401)"),
            new SourceAnswer.Refused(
                "the search engine gives no JSON: add json to search.formats in its settings.yml"
                    + " (HTTP 403)"),
            new SourceAnswer.Refused(
                "the search engine does not accept the request: check search.api-key (HTTP 422)"),
            new SourceAnswer.Refused(
                "the search engine redirects, which is not followed: check search.endpoint (HTTP"
                    + " 301)"),
            new SourceAnswer.Unavailable(
                "the search engine takes no more requests for now (HTTP 429)",
                Duration.ofSeconds(30)),
            new SourceAnswer.Unavailable(
                "the search engine failed (HTTP 500)", Duration.ofSeconds(10)),
            new SourceAnswer.Unavailable(
                "the search engine answered with something that is no JSON", Duration.ofMinutes(1)),
            new SourceAnswer.Unavailable(
                "the engines behind the search engine did not answer", Duration.ofMinutes(1)));
    try (var service = new LocalService(_ -> Answer.ok(""))) {
      assertThat(config(service, SearchProvider.BRAVE).toString()).doesNotContain(KEY);
    }
  }

  private String found(StoredPages web, List<String> hit) {
    try (var service = new LocalService(_ -> searxng(List.of(hit)));
        SearchSource source = source(service, SearchProvider.SEARXNG, web)) {
      return website(source.lookUp(asking(Attribute.WEBSITE)));
    }
  }

  private List<Observation> observations(StoredPages web, List<String> hit) {
    try (var service = new LocalService(_ -> searxng(List.of(hit)));
        SearchSource source = source(service, SearchProvider.SEARXNG, web)) {
      return source.lookUp(asking(Attribute.WEBSITE)) instanceof SourceAnswer.Found found
          ? found.observations()
          : List.of();
    }
  }

  private static String website(SourceAnswer answer) {
    return switch (answer) {
      case SourceAnswer.Found(var observations, _) ->
          ((AttributeValue.Text) observations.getFirst().value()).text();
      case SourceAnswer.NothingKnown(var reason) -> reason;
      case SourceAnswer.FoundNowhere(var reason) -> reason;
      case SourceAnswer.Refused(var reason) -> reason;
      case SourceAnswer.Unavailable(var reason, _) -> reason;
    };
  }

  private SearchSource source(LocalService service, SearchProvider provider, StoredPages web) {
    return new SearchSource(config(service, provider), web, clock);
  }

  private static SearchConfig config(LocalService service, SearchProvider provider) {
    return new SearchConfig(
        provider,
        service.address(),
        new ApiKey(KEY),
        new EndpointLimits(Duration.ofSeconds(20), 4, Duration.ZERO, 100_000));
  }

  private static Inquiry asking(Attribute... wanted) {
    return asking(place(ADDRESS, null), wanted);
  }

  private static Inquiry asking(Place place, Attribute... wanted) {
    return new Inquiry(place, EnumSet.copyOf(List.of(wanted)), List.of(), NOW.plusSeconds(60));
  }

  private static Place place(PostalAddress address, @Nullable String website) {
    return new Place(
        "Café Mill", null, address, "DE", new Claims(null, null, website, null, null, null));
  }
}
