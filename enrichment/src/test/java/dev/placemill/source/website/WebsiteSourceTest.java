package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Place;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Expense;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebsiteSourceTest extends VisitedSites {
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
    assertThat(((SourceAnswer.Found) answer).matches()).hasSize(1);
  }

  @Test
  void whatItMayReadIsKnownBeforeAndWhetherTheFirstPageIsKept() {
    web.page("cafe.example/", "<title>Cath's Cafe</title>");
    Place cafe = place("Cath's Cafe", STREET, web.at("cafe.example/").toString());
    Set<Attribute> wanted = Set.of(Attribute.PHONE);

    assertThat(source().findExpense(cafe, wanted)).contains(new Expense(0, 16, 0));
    ask(cafe);
    assertThat(source().findExpense(cafe, wanted)).contains(new Expense(0, 16, 1));
    assertThat(source().findExpense(place("Cath's Cafe", STREET, null), wanted))
        .contains(new Expense(0, 16, 0));
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
  void aShopThatWillSoonHaveSomethingNewIsNoEmptySite() {
    web.page(
        "mill.example/",
        "<title>Old Mill</title><p>Our new menu is coming soon!</p><p>12 Market Street, Springfield"
            + " 62704</p><p>"
            + "We grind our own flour. ".repeat(20)
            + "</p><a href='tel:+12175550170'>Call</a>");
    web.page("empty.example/", "<h1>Old Mill, Springfield 62704</h1><p>Coming soon</p>");
    assertThat(text(ask("Old Mill", "mill.example/"), Attribute.PHONE)).contains("+12175550170");
    assertThat(ask("Old Mill", "empty.example/"))
        .isInstanceOfSatisfying(
            SourceAnswer.NothingKnown.class,
            nothing -> assertThat(nothing.reason()).contains("coming soon"));
  }

  @Test
  void aPageThatOnlySendsElsewhereOnItsSiteIsFollowed() {
    web.page(
        "mill.example/",
        "<title>Old Mill</title><meta http-equiv=Refresh content=\"0; URL='/en/home'\">");
    web.page(
        "mill.example/en/home",
        "<p>Old Mill, 12 Market Street, Springfield 62704</p><a href='tel:+12175550170'>Call</a>");
    assertThat(text(ask("Old Mill", "mill.example/"), Attribute.PHONE)).contains("+12175550170");
  }
}
