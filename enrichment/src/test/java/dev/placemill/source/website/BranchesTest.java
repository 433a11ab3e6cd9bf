package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.StubWeb;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which of a chain's places a page speaks of.
class BranchesTest extends VisitedSites {
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
    assertThat(((SourceAnswer.Found) answer).matches()).isEmpty();
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
}
