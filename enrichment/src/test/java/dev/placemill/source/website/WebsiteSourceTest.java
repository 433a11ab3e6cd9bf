package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PoliteFetcher;
import dev.placemill.web.SteppedClock;
import dev.placemill.web.StubWeb;
import dev.placemill.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebsiteSourceTest {
  private static final WebSettings SETTINGS =
      new WebSettings(
          null,
          true,
          true,
          Duration.ZERO,
          1_000,
          1_000,
          Duration.ofSeconds(5),
          4 << 20,
          Duration.ofDays(1),
          10 << 20);
  private static final PostalAddress STREET =
      new PostalAddress(null, "12", "Market Street", null, "Springfield", null, "62704", null);

  @TempDir private Path cache;
  private final SteppedClock clock = new SteppedClock();
  private final StubWeb web = new StubWeb();
  private @Nullable PoliteFetcher fetcher;

  @BeforeEach
  void open() {
    fetcher = PoliteFetcher.open(SETTINGS, cache, web.names(), clock, clock);
  }

  @AfterEach
  void close() {
    if (fetcher != null) {
      fetcher.close();
    }
    web.close();
  }

  private static Place place(String name, PostalAddress address, @Nullable String website) {
    return new Place(
        name,
        new Coordinates(39.8, -89.65),
        address,
        "US",
        new Claims(null, null, website, null, null, null));
  }

  private SourceAnswer ask(Place place, Observation... known) {
    return new WebsiteSource(new WebsiteConfig(8), Objects.requireNonNull(fetcher), clock)
        .lookUp(
            new Inquiry(
                place,
                EnumSet.allOf(Attribute.class),
                List.of(known),
                clock.instant().plusSeconds(60)));
  }

  private SourceAnswer ask(String name, String site) {
    return ask(place(name, STREET, web.at(site).toString()));
  }

  private static List<Observation> found(SourceAnswer answer) {
    assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
    return ((SourceAnswer.Found) answer).observations();
  }

  private static Optional<Observation> find(SourceAnswer answer, Attribute attribute) {
    return found(answer).stream().filter(one -> one.attribute() == attribute).findFirst();
  }

  private static Optional<String> text(SourceAnswer answer, Attribute attribute) {
    return find(answer, attribute)
        .map(one ->
            switch (one.value()) {
              case Text(String text) -> text;
              case AttributeValue.Phone phone -> phone.e164();
              case AttributeValue.OpeningHours hours -> hours.osm();
              default -> one.value().toString();
            });
  }

  private Observation brandSite(String site) {
    return new Observation(
        Attribute.WEBSITE,
        new Text(web.at(site).toString()),
        0.9,
        new Evidence("name-suggestion-index", null, null, null, Scope.BRAND),
        "Official website.");
  }

  @Test
  void aPlacesOwnSiteGivesItsValuesWithThePageTheyStandOn() {
    web.page(
        "cafe.example/",
        """
        <html lang=en><title>Cath's Cafe</title>
        <script type="application/ld+json">
        // made by hand
        {"@context":"https://schema.org","@graph":[
          {"@type":"WebSite","name":"Cath's Cafe"},
          {"@type":"Restaurant","name":"Cath&#39;s Cafe","telephone":"(217) 555-0134",
           "email":"mailto:hello@cafe.example","servesCuisine":["Italian","Pizza"],"priceRange":"$$",
           "address":{"@type":"PostalAddress","streetAddress":"12 Market St","addressLocality":"Springfield",
                      "addressRegion":"IL","postalCode":"62704","addressCountry":"US"},
           "geo":{"latitude":"39.8001","longitude":-89.6502},
           "openingHours":"Mo-Su 11:00-20:00","hasMenu":"/menu","paymentAccepted":"Cash, Visa",
           "logo":{"@type":"ImageObject","url":"/logo.png"},
           "amenityFeature":{"name":"Free WiFi","value":true},
           "sameAs":["https://www.facebook.com/cathscafe","https://www.instagram.com/cathscafe/"],},
        ]}
        </script>
        <p>Welcome</p>
        """);
    SourceAnswer answer = ask("Cath's Cafe", "cafe.example/");

    assertThat(text(answer, Attribute.PHONE)).contains("+12175550134");
    assertThat(text(answer, Attribute.EMAIL)).contains("hello@cafe.example");
    assertThat(text(answer, Attribute.OPENING_HOURS)).contains("Mo-Su 11:00-20:00");
    assertThat(text(answer, Attribute.NAME)).contains("Cath's Cafe");
    assertThat(text(answer, Attribute.FACEBOOK)).contains("https://www.facebook.com/cathscafe");
    assertThat(text(answer, Attribute.MENU_URL).orElseThrow()).endsWith("/menu");
    assertThat(text(answer, Attribute.LOGO_URL).orElseThrow()).endsWith("/logo.png");
    assertThat(find(answer, Attribute.PRICE_TIER).orElseThrow().value())
        .isEqualTo(new AttributeValue.WholeNumber(2));
    assertThat(find(answer, Attribute.HAS_WIFI).orElseThrow().value())
        .isEqualTo(new AttributeValue.Flag(true));
    assertThat(find(answer, Attribute.WEBSITE)).isPresent();
    assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).contains("Open");
    Observation phone = find(answer, Attribute.PHONE).orElseThrow();
    assertThat(phone.evidence())
        .isEqualTo(
            new Evidence(
                "website",
                null,
                web.at("cafe.example/").toString(),
                LocalDate.of(2026, 11, 26),
                Scope.PLACE));
    assertThat(phone.reason()).contains("schema.org Restaurant", "street and house", "the name");
    assertThat(phone.probability()).isGreaterThan(0.9);
    assertThat(((SourceAnswer.Found) answer).match()).isNotNull();
  }

  @Test
  void microdataAndRdfaAreReadToo() {
    String microdata =
        """
        <div itemscope itemtype="https://schema.org/BarOrPub"><h1 itemprop="name">Blue Door</h1>
        <span itemprop="telephone" content="+1 217 555 0135">call</span>
        <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
        <span itemprop="streetAddress">12 Market Street</span> <span itemprop="postalCode">62704</span></div></div>
        """;
    web.page("a.example/", microdata);
    web.page(
        "b.example/",
        microdata
            .replace("itemscope itemtype=\"https://schema.org/", "typeof=\"")
            .replace("itemprop", "property"));
    assertThat(text(ask("Blue Door", "a.example/"), Attribute.PHONE)).contains("+12175550135");
    assertThat(text(ask("Blue Door", "b.example/"), Attribute.PHONE)).contains("+12175550135");
  }

  @Test
  void plainHtmlIsReadAlsoOnThePageOfContacts() {
    web.page(
        "gasthaus.example/",
        """
        <html lang=de><title>Gasthaus Adler</title><h1>Gasthaus Adler</h1>
        <p>Mitten in Springfield.</p><a href="/kontakt">Kontakt</a><a href="/galerie">Galerie</a>
        <a href="https://www.instagram.com/gasthaus_adler">Instagram</a>
        <a href="https://www.facebook.com/sharer.php?u=x">Teilen</a>
        <a href="/karte.pdf">Speisekarte</a>
        """);
    web.page(
        "gasthaus.example/kontakt",
        """
        <html lang=de><h1>Gasthaus Adler</h1><p>Market Street 12<br>62704 Springfield</p>
        <p>Fax: <a href="tel:+12175550199">0199</a></p>
        <p><a href="tel:+12175550136">0136</a> <a href="mailto:info@gasthaus.example?subject=x">Mail</a></p>
        <table><tr><td>Montag<td>Ruhetag<tr><td>Dienstag - Freitag<td>11:30 - 14:00, 17:30 - 22:00 Uhr
        <tr><td>Sa, So<td>11 - 22 Uhr</table>
        """);
    SourceAnswer answer = ask("Gasthaus Adler", "gasthaus.example/");
    assertThat(text(answer, Attribute.PHONE)).contains("+12175550136");
    assertThat(text(answer, Attribute.EMAIL)).contains("info@gasthaus.example");
    assertThat(text(answer, Attribute.OPENING_HOURS))
        .contains("Mo off; Tu-Fr 11:30-14:00,17:30-22:00; Sa-Su 11:00-22:00");
    assertThat(text(answer, Attribute.INSTAGRAM))
        .contains("https://www.instagram.com/gasthaus_adler");
    assertThat(text(answer, Attribute.FACEBOOK)).isEmpty();
    assertThat(text(answer, Attribute.MENU_URL).orElseThrow()).endsWith("/karte.pdf");
    assertThat(web.asked()).doesNotContain("gasthaus.example/galerie");
  }

  @Test
  void ofAListOfBranchesOnlyTheRightOneIsRead() {
    web.page(
        "shoes.example/",
        """
        <title>Shoe Barn</title>
        <a href="https://www.facebook.com/shoebarn">us</a>
        <script type=application/ld+json>{"@type":"Organization","name":"Shoe Barn","telephone":"+1 800 555 0100",
        "sameAs":"https://www.facebook.com/shoebarn"}</script>
        <div><h3>Shoe Barn North</h3><p>99 Hill Road, 62701 Springfield</p><a href="tel:+12175550140">call</a>
        <p>Mon-Sun 8am-6pm</p></div>
        <div><h3>Shoe Barn Market</h3><p>12 Market St, 62704 Springfield</p><a href="tel:+12175550141">call</a>
        <p>Mon-Sun 9am-7pm</p></div>
        <div><h3>Shoe Barn South</h3><p>5 Low Lane, 62707 Springfield</p><a href="tel:+12175550142">call</a>
        <p>Mon-Sun 7am-5pm</p></div>
        """);
    SourceAnswer answer = ask("Shoe Barn", "shoes.example/");
    assertThat(text(answer, Attribute.PHONE)).contains("+12175550141");
    assertThat(text(answer, Attribute.OPENING_HOURS)).contains("Mo-Su 09:00-19:00");
    assertThat(find(answer, Attribute.FACEBOOK).orElseThrow().evidence().scope())
        .isEqualTo(Scope.BRAND);
    assertThat(found(answer).stream().map(one -> one.value().toString()))
        .noneMatch(value -> value.contains("2175550140") || value.contains("8005550100"));
  }

  @Test
  void thePageOfABranchIsFoundThroughTheSitemap() {
    web.text("burger.example/robots.txt", "Sitemap: " + web.at("burger.example/sitemap-index.xml"));
    web.answer(
        "burger.example/sitemap-index.xml",
        200,
        Map.of("Content-Type", "application/xml"),
        StubWeb.utf8(
            "<sitemapindex><sitemap><loc>%s</loc></sitemap><sitemap><loc>%s</loc></sitemap></sitemapindex>"
                .formatted(
                    web.at("burger.example/news.xml"), web.at("burger.example/stores.xml"))));
    web.sitemap("burger.example/news.xml", "burger.example/news/springfield-opening");
    web.sitemap(
        "burger.example/stores.xml",
        "burger.example/stores/il/chicago/1-lake-st",
        "burger.example/stores/il/springfield/99-hill-rd",
        "burger.example/stores/il/springfield/12-market-st");
    web.page(
        "burger.example/",
        "<title>Burger Pit</title><a href='tel:+18005550100'>Call</a> Burgers since 1950");
    String branch =
        """
        <title>Burger Pit %2$s</title><a href='tel:+18005550100'>Call us</a>
        <script type=application/ld+json>[{"@type":"Corporation","name":"Burger Pit","telephone":"+1 800 555 0100"},
        {"@type":"FastFoodRestaurant","name":"Burger Pit","telephone":"%1$s","address":{"streetAddress":"%2$s",
        "addressLocality":"Springfield","postalCode":"%3$s"},"openingHours":"Mo-Su 10:00-22:00"}]</script>
        """;
    web.page(
        "burger.example/stores/il/springfield/99-hill-rd",
        branch.formatted("+1 217 555 0150", "99 Hill Rd", "62701"));
    web.page(
        "burger.example/stores/il/springfield/12-market-st",
        branch.formatted("+1 217 555 0151", "12 Market St", "62704"));
    SourceAnswer answer = ask(place("Burger Pit", STREET, null), brandSite("burger.example/"));
    assertThat(text(answer, Attribute.PHONE)).contains("+12175550151");
    assertThat(text(answer, Attribute.WEBSITE).orElseThrow())
        .endsWith("/stores/il/springfield/12-market-st");
    assertThat(found(answer).stream().filter(one -> one.attribute() == Attribute.PHONE)).hasSize(1);
    assertThat(web.asked()).doesNotContain("burger.example/stores/il/chicago/1-lake-st");
  }

  @Test
  void aBranchIsFoundAlongTheLinksOfAStoreLocator() {
    web.page("bank.example/", "<title>First Bank</title><a href='/locations'>Locations</a>");
    web.page(
        "bank.example/locations",
        "<a href='/locations/chicago'>Chicago</a><a href='/locations/springfield'>Springfield</a>");
    web.page(
        "bank.example/locations/springfield",
        "<a href='/b/7'>99 Hill Road</a> <a href='/b/8'>12 Market Street</a>");
    web.page(
        "bank.example/b/7", "First Bank, 99 Hill Road, Springfield 62701, Tel. (217) 555-0160");
    web.page(
        "bank.example/b/8", "First Bank, 12 Market Street, Springfield 62704, Tel. (217) 555-0161");
    SourceAnswer answer = ask(place("First Bank", STREET, null), brandSite("bank.example/"));
    assertThat(text(answer, Attribute.PHONE)).contains("+12175550161");
    assertThat(web.asked()).doesNotContain("bank.example/locations/chicago", "bank.example/b/7");
  }

  @Test
  void whereNoBranchIsThisPlaceOnlyTheBrandIsSpokenOf() {
    web.page(
        "shoes.example/",
        """
        <script type=application/ld+json>{"@type":"Organization","name":"Shoe Barn","telephone":"+18005550100",
        "address":{"streetAddress":"1 Head Office Rd","postalCode":"10001"},
        "sameAs":"https://www.facebook.com/shoebarn"}</script><p>Shoes in 40 cities, also in Springfield</p>
        """);
    SourceAnswer answer = ask(place("Shoe Barn", STREET, null), brandSite("shoes.example/"));
    assertThat(found(answer))
        .allSatisfy(one -> assertThat(one.evidence().scope()).isEqualTo(Scope.BRAND))
        .allSatisfy(one -> assertThat(one.attribute()).isEqualTo(Attribute.FACEBOOK));
    assertThat(((SourceAnswer.Found) answer).match()).isNull();
  }

  @Test
  void aPageOfAnotherPlaceAParkedDomainAndNoSiteGiveNothing() {
    web.page(
        "other.example/",
        """
        <script type=application/ld+json>{"@type":"Restaurant","name":"Cath's Cafe","telephone":"+442079460000",
        "address":{"streetAddress":"3 High Street","addressLocality":"London","postalCode":"SW1A 1AA"}}</script>
        """);
    web.page(
        "parked.example/",
        "<title>parked.example</title>This domain is for sale! Cath's Cafe Springfield 62704");
    assertThat(ask("Cath's Cafe", "other.example/"))
        .isInstanceOfSatisfying(
            SourceAnswer.NothingKnown.class,
            nothing -> assertThat(nothing.reason()).contains("none shows this place"));
    assertThat(ask("Cath's Cafe", "parked.example/"))
        .isInstanceOfSatisfying(
            SourceAnswer.NothingKnown.class,
            nothing -> assertThat(nothing.reason()).contains("domain is for sale"));
    assertThat(ask(place("Cath's Cafe", STREET, null)))
        .isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void whatAHostAnswersBecomesTheAnswer() {
    web.text("forbidden.example/robots.txt", "User-agent: *\nDisallow: /");
    web.answer("down.example/", 503, Map.of("Retry-After", "90"), new byte[0]);
    assertThat(ask("Cafe", "forbidden.example/"))
        .isInstanceOfSatisfying(
            SourceAnswer.Refused.class, no -> assertThat(no.reason()).contains("robots.txt"));
    assertThat(ask("Cafe", "down.example/"))
        .isInstanceOfSatisfying(
            SourceAnswer.Unavailable.class,
            later -> assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
    assertThat(ask("Cafe", "gone.example/")).isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void aPlaceThatSaysItHasClosedIsClosed() {
    web.page(
        "closed.example/",
        "<h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p><p>We are permanently closed."
            + " Thank you!</p><p>Mon-Sun 9am-5pm</p>");
    web.page(
        "moved.example/",
        "<h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p><p>Our other shop is permanently"
            + " closed.</p>");
    web.page(
        "pause.example/",
        "<html lang=de><h1>Old Mill</h1><p>12 Market Street, Springfield 62704</p>"
            + "<p>Vorübergehend geschlossen</p>");
    SourceAnswer closed = ask("Old Mill", "closed.example/");
    assertThat(text(closed, Attribute.OPEN_CLOSED_STATUS)).contains("Closed");
    assertThat(find(closed, Attribute.OPEN_CLOSED_STATUS).orElseThrow().reason())
        .contains("We are permanently closed");
    assertThat(text(ask("Old Mill", "moved.example/"), Attribute.OPEN_CLOSED_STATUS)).isEmpty();
    assertThat(text(ask("Old Mill", "pause.example/"), Attribute.OPEN_CLOSED_STATUS))
        .contains("Temporarily Closed");
  }

  @Test
  void hostilePagesDoNoHarm() {
    String sign =
        "<p>Old Mill, 12 Market Street, Springfield 62704</p><a href='tel:+12175550170'>x</a>";
    web.page("deep.example/", "<div>".repeat(20_000) + sign);
    web.page("wide.example/", "<p class='" + "x".repeat(1_000_000) + "'></p>" + sign);
    web.page(
        "json.example/",
        "<script type=application/ld+json>" + "[".repeat(100_000) + "</script>" + sign);
    web.page(
        "circle.example/",
        "<script type=application/ld+json>{\"@type\":\"Store\",\"@id\":\"#a\",\"department\":{\"@id\":\"#a\"}}</script>"
            + sign);
    web.page("items.example/", "<div itemscope itemtype=Store itemprop=x>".repeat(2_000) + sign);
    web.page("digits.example/", sign + "1 ".repeat(50_000) + "<p>" + "Mon ".repeat(20_000));
    web.page(
        "hidden.example/",
        sign + "<div hidden>permanently closed</div><script>Mon-Sun 1-2</script>");
    web.page(
        "blanks.example/",
        "<script type=application/ld+json>{}" + " ".repeat(100_000) + "x</script>" + sign);
    for (String host :
        List.of("deep", "wide", "json", "circle", "items", "digits", "hidden", "blanks")) {
      long start = System.nanoTime();
      SourceAnswer answer = ask("Old Mill", host + ".example/");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      if (answer instanceof SourceAnswer.Found) {
        assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).isEmpty();
        if (!host.equals("deep") && !host.equals("items") && !host.equals("digits")) {
          assertThat(text(answer, Attribute.PHONE)).as(host).contains("+12175550170");
        }
      }
    }
  }

  @Test
  void aHotlineOfTheChainIsNotTheBranchesPhone() {
    web.page(
        "chain.example/",
        "<title>Tea House</title><a href='tel:+18005550111'>Hotline</a>"
            + "<a href='/shops/market-street'>Springfield</a>");
    web.page(
        "chain.example/shops/market-street",
        "<title>Tea House</title><a href='tel:+18005550111'>Hotline</a>"
            + "<p>Tea House, 12 Market Street, Springfield 62704</p><p>Mon-Sun 9am-5pm</p>"
            + "<a href='https://www.instagram.com/teahouse'>i</a>");
    SourceAnswer answer = ask(place("Tea House", STREET, null), brandSite("chain.example/"));
    assertThat(text(answer, Attribute.OPENING_HOURS)).contains("Mo-Su 09:00-17:00");
    assertThat(text(answer, Attribute.PHONE)).isEmpty();
    assertThat(find(answer, Attribute.INSTAGRAM).orElseThrow().evidence().scope())
        .isEqualTo(Scope.BRAND);
  }
}
