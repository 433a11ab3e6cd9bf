package dev.placemill.source.brand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.SourceAnswer.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandSourceTest {
  @Test
  void whatIsTheBrandsIsSaidToBeTheBrands() {
    assertThat(Ask.about("McDonald's").in("DE").answer())
        .isInstanceOfSatisfying(
            Found.class,
            found -> {
              assertThat(found.observations())
                  .allSatisfy(observation -> {
                    assertThat(observation.evidence().scope()).isEqualTo(Scope.BRAND);
                    assertThat(observation.evidence().source()).isEqualTo("name-suggestion-index");
                    assertThat(observation.evidence().recordId()).isEqualTo("Q38076");
                    assertThat(observation.evidence().url())
                        .isEqualTo("https://www.wikidata.org/wiki/Q38076");
                    assertThat(observation.reason()).endsWith(".");
                  });
              var match = found.matches().getFirst();
              assertThat(match.name()).isEqualTo("McDonald's");
              assertThat(match.reason()).contains("Germany");
            });
  }

  @Test
  void onlyWhatIsWantedIsAnswered() {
    assertThat(Ask.about("IKEA").in("SE").wanting(Attribute.WEBSITE, Attribute.PHONE).answer())
        .isInstanceOfSatisfying(
            Found.class,
            found ->
                assertThat(found.observations())
                    .singleElement()
                    .satisfies(observation ->
                        assertThat(observation.attribute()).isEqualTo(Attribute.WEBSITE)));
  }

  @Test
  void everyAttributeOfABrandIsOneTheSourceNames() {
    assertThat(Ask.SOURCE.attributes())
        .contains(Attribute.BRAND_NAME, Attribute.WEBSITE, Attribute.OPEN_CLOSED_STATUS)
        .doesNotContain(Attribute.PHONE, Attribute.OPENING_HOURS);
  }

  @ParameterizedTest
  @CsvSource({
    "McDonald's, DE, https://www.mcdonalds.de",
    "McDonald's, US, https://www.mcdonalds.com/us/en-us.html",
    "McDonald's, JP, https://www.mcdonalds.co.jp",
    "McDonald's, GB, https://www.mcdonalds.co.uk",
    "Starbucks, FR, https://www.starbucks.fr",
    "Starbucks, US, https://www.starbucks.com",
    "Starbucks, CH, https://www.starbucks.com",
    "Carrefour, FR, https://www.carrefour.fr",
    "Пятёрочка, RU, https://5ka.ru",
    "Walmart, US, https://www.walmart.com",
    "Walmart, CA, https://www.walmart.ca",
    "Uniqlo, JP, https://www.uniqlo.com/jp/ja/",
    "Deutsche Bank, DE, https://www.deutsche-bank.de",
  })
  void theWebsiteIsTheOneForTheCountry(String name, String country, String website) {
    assertThat(Ask.about(name).in(country).value(Attribute.WEBSITE)).isEqualTo(website);
  }

  @ParameterizedTest
  @CsvSource({
    "Mc Donalds, US, McDonald's",
    "STARBUCKS, US, Starbucks",
    "El Corte Ingles, ES, El Corte Inglés",
    "滙豐銀行, HK, 滙豐銀行",
    "Starbucks Times Square, US, ''",
  })
  void aPlaceThatBearsTheBrandsNameIsSpeltAsTheBrandIs(
      String name, String country, String spelling) {
    assertThat(Ask.about(name).in(country).value(Attribute.NAME)).isEqualTo(spelling);
  }

  @Test
  void theWebsiteOfABrandThatEndedSaysSo() {
    var website = Ask.about("Barneys New York").in("US").find(Attribute.WEBSITE).orElseThrow();

    assertThat(website.reason()).contains("which ended on 2020-02-23");
    assertThat(website.probability()).isLessThan(0.6);
  }

  @Test
  void anAccountOfAnotherCountryIsLeftOut() {
    assertThat(Ask.about("Starbucks").in("PH").value(Attribute.FACEBOOK))
        .isEqualTo("https://www.facebook.com/StarbucksPhilippines");
    assertThat(Ask.about("Starbucks").in("FR").value(Attribute.FACEBOOK)).isEmpty();
    assertThat(Ask.about("スターバックス").in("JP").value(Attribute.FACEBOOK)).isEmpty();
    assertThat(Ask.about("Starbucks").in("FR").value(Attribute.INSTAGRAM))
        .isEqualTo("https://www.instagram.com/starbucks");
    assertThat(Ask.about("Starbucks").in("US").value(Attribute.TWITTER)).isEmpty();
  }

  @Test
  void aLogoIsAnAddressThatCanBeFetched() {
    assertThat(Ask.about("McDonald's").in("US").value(Attribute.LOGO_URL))
        .startsWith("https://commons.wikimedia.org/")
        .doesNotContain(" ");
  }

  @ParameterizedTest
  @CsvSource({
    "Blockbuster, US, 2014-01-12",
    "Shopko, US, 2019-06-23",
    "A.C. Moore, US, 2019-12-15",
    "BCC, NL, 2023-09-22",
    "99 Cents Only Stores, US, 2024-06-05",
  })
  void theEndOfABrandClosesItsPlaces(String name, String country, String day) {
    var closed = Ask.about(name).in(country).find(Attribute.OPEN_CLOSED_STATUS).orElseThrow();

    assertThat(Ask.about(name).in(country).value(Attribute.OPEN_CLOSED_STATUS)).isEqualTo("Closed");
    assertThat(closed.reason()).contains(day);
    assertThat(closed.probability()).isBetween(0.7, 0.89);
  }

  @Test
  void theEndIsSurerOfABrandOfOneCountryAndItsTerritories() {
    assertThat(
            Ask.about("Barneys New York")
                .in("US")
                .find(Attribute.OPEN_CLOSED_STATUS)
                .orElseThrow()
                .probability())
        .isGreaterThan(
            Ask.about("Blockbuster")
                .in("US")
                .find(Attribute.OPEN_CLOSED_STATUS)
                .orElseThrow()
                .probability());
  }

  @ParameterizedTest
  @CsvSource({"McDonald's, US", "Toys R Us, CA", "Toys R Us, US", "Hallo Pizza, DE", "Cora, FR"})
  void aBrandThatLivesOrHasASuccessorClosesNothing(String name, String country) {
    var asked = Ask.about(name).in(country);

    assertThat(asked.answer()).isInstanceOf(Found.class);
    assertThat(asked.find(Attribute.OPEN_CLOSED_STATUS)).isEmpty();
  }
}
