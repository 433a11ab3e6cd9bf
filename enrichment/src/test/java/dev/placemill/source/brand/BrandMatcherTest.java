package dev.placemill.source.brand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.SourceAnswer.NothingKnown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandMatcherTest {
  @Test
  void aBrandThatNobodyKnowsIsNoneWhereverThePlaceIs() {
    var asked = Ask.about("Corner of Nowhere").ofBrand("Zwrxkplonk Trading");

    assertThat(asked.answer()).isInstanceOf(NothingKnown.class);
    assertThat(asked.in("US").answer()).isInstanceOf(NothingKnown.class);
    assertThat(asked.being("cafe").answer()).isInstanceOf(NothingKnown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "McDonald's, US, Q38076",
    "Mc Donalds, DE, Q38076",
    "MCDONALDS, AU, Q38076",
    "マクドナルド, JP, Q38076",
    "麦当劳, CN, Q38076",
    "맥도날드, KR, Q38076",
    "Пятёрочка, RU, Q1768969",
    "Пятерочка, RU, Q1768969",
    "Магнит, RU, Q940518",
    "АТБ, UA, Q4054103",
    "ستاربكس, AE, Q37158",
    "スターバックス, JP, Q37158",
    "스타벅스, KR, Q37158",
    "星巴克, CN, Q37158",
    "بنده, SA, Q4832749",
    "海底捞, CN, Q5638920",
    "REWE, DE, Q16968817",
    "Pão de Açúcar, BR, Q3411543",
    "Pao de Acucar, BR, Q3411543",
    "Żabka, PL, Q2589061",
    "Zabka, PL, Q2589061",
    "Biedronka, PL, Q857182",
    "Mercadona, ES, Q377705",
    "Esselunga, IT, Q1059636",
    "Albert Heijn, NL, Q1653985",
    "Migros, CH, Q680727",
    "Coop, CH, Q432564",
    "Jollibee, PH, Q37614",
    "Nandos, ZA, Q3472954",
    "Shoprite, ZA, Q1857639",
    "OXXO, MX, Q1342538",
    "Tesco Express, GB, Q98456772",
    "Deutsche Bank, DE, Q66048",
    "7 Eleven, US, Q259340",
    "Seven-Eleven, US, Q259340",
    "H & M, SE, Q188326",
    "Walgreens, US, Q1591889",
    "Costco, US, Q715583",
    "IKEA, SE, Q54078",
    "Aldi, US, Q41171672",
    "Lidl, GB, Q151954",
    "Walmart Supercenter, US, Q483551",
  })
  void aBrandIsKnownByItsNamesInEveryScript(String name, String country, String chain) {
    var asked = Ask.about(name).in(country);

    assertThat(asked.value(Attribute.CHAIN_ID)).isEqualTo(chain);
    assertThat(asked.probability()).isGreaterThanOrEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({
    "Starbucks Reserve Roastery Shanghai, CN, Shanghai, Q37158",
    "McDonald's Times Square, US, New York, Q38076",
    "IKEA Berlin-Tempelhof, DE, Berlin, Q54078",
    "Carrefour Market Lyon Part-Dieu, FR, Lyon, Q2689639",
    "Lidl Store 123, GB, , Q151954",
    "スターバックス 渋谷店, JP, , Q37158",
    "スターバックス渋谷店, JP, , Q37158",
    "Starbucks Shibuya-ten, JP, , Q37158",
    "麦当劳(人民广场店), CN, , Q38076",
    "스타벅스 강남점, KR, , Q37158",
    "KFC Alexanderplatz, DE, Berlin, Q524757",
    "Hilton Garden Inn Berlin, DE, Berlin, Q1162859",
    "ibis Paris Gare du Nord, FR, Paris, Q920166",
    "Costa Coffee Heathrow Terminal 5, GB, London, Q608845",
    "Restaurant McDonald's, FR, , Q38076",
    "Boulangerie Paul, FR, , Q3370417",
    "Shell Tankstelle, DE, , Q110716465",
  })
  void aBranchIsKnownByTheBrandInItsName(
      String name, String country, @Nullable String city, String chain) {
    var asked = Ask.about(name).in(country).inCity(city);

    assertThat(asked.value(Attribute.CHAIN_ID)).isEqualTo(chain);
    assertThat(asked.probability()).isBetween(0.8, 0.95);
  }

  @ParameterizedTest
  @CsvSource({
    "Marta's Corner Bakery, US, Portland",
    "Target Shooting Club, US, ",
    "Shell Beach Hotel, US, Shell Beach",
    "Pizza House, US, ",
    "Burger House, GB, ",
    "Bakery, US, ",
    "Coffee Shop, US, ",
    "Restaurant, FR, ",
    "Apotheke, DE, ",
    "Tienda, MX, ",
    "Hotel Central, DE, ",
    "Volksbank, DE, ",
    "Bäckerei Müller, DE, ",
    "Müller Gartenbau, DE, ",
    "Schneider, DE, ",
    "Wells Fargo Center, US, Philadelphia",
    "Chase Center, US, San Francisco",
    "Apple Valley Airport, US, Apple Valley",
    "Subway Station 42nd Street, US, New York",
    "National Archives, SG, Singapore",
    "Orange Park Mall, US, ",
    "Gap Year Travel, GB, ",
    "Boots and Saddles, US, ",
    "Jack's Place, SG, ",
    "Golden Dragon, GB, ",
    "Istanbul Kebab, DE, ",
    "???, US, ",
  })
  void otherPlacesBelongToNoBrand(String name, String country, @Nullable String city) {
    assertThat(Ask.about(name).in(country).inCity(city).answer())
        .isInstanceOfSatisfying(
            NothingKnown.class, nothing -> assertThat(nothing.reason()).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource({
    "Starbuks, US, Q37158",
    "Burger Kign, DE, Q177054",
    "Mercadonna, ES, Q377705",
  })
  void oneWrongLetterIsForgivenAtAPrice(String name, String country, String chain) {
    var asked = Ask.about(name).in(country);

    assertThat(asked.value(Attribute.CHAIN_ID)).isEqualTo(chain);
    assertThat(asked.probability()).isBetween(0.75, 0.85);
  }

  @ParameterizedTest
  @CsvSource({
    "Target, US, Q1046951",
    "Target, AU, Q7685854",
    "Woolworths, AU, Q3249145",
    "Woolworths, ZA, Q8033997",
    "Toys R Us, CA, Q85847837",
    "Toys R Us, US, Q131521281",
  })
  void theCountryTellsBrandsOfOneNameApart(String name, String country, String chain) {
    assertThat(Ask.about(name).in(country).value(Attribute.CHAIN_ID)).isEqualTo(chain);
  }

  @ParameterizedTest
  @CsvSource({
    "Walmart, US, , 'department_store,shopping'",
    "Walmart, US, pharmacy, 'pharmacy,health'",
    "7-Eleven, US, , 'convenience_store,groceries'",
    "7-Eleven, US, Gas Station, 'gas_station,automotive'",
    "Shell, DE, , 'gas_station,automotive'",
    "Carrefour, FR, , 'supermarket,groceries'",
    "McDonald's, DE, , 'fast_food_restaurant,food_and_drink'",
    "McCafé, DE, , 'coffee_shop,food_and_drink'",
    "Deutsche Bank, DE, atm, 'atm,finance'",
  })
  void theCategoryTellsTheKindsOfOneBrandApart(
      String name, String country, @Nullable String category, String categories) {
    assertThat(Ask.about(name).in(country).being(category).value(Attribute.CATEGORIES))
        .isEqualTo(categories);
  }

  @Test
  void anEverydayWordOfAnotherCategoryIsNoBrand() {
    assertThat(Ask.about("Shell").in("US").being("museum").answer())
        .isInstanceOf(NothingKnown.class);
    assertThat(Ask.about("Target").in("US").being("Sports club").answer())
        .isInstanceOf(NothingKnown.class);
  }

  @Test
  void twoEquallyLikelyBrandsLowerTheProbability() {
    assertThat(Ask.about("Aldi").in("DE").probability()).isBetween(0.5, 0.65);
  }

  @Test
  void withoutACountryOnlyAnUnmistakableNameIsKnown() {
    assertThat(Ask.about("McDonald's").probability()).isBetween(0.8, 0.9);
    assertThat(Ask.about("Target").answer()).isInstanceOf(NothingKnown.class);
    assertThat(Ask.about("Woolworths").probability()).isLessThan(0.9);
    assertThat(Ask.about("Starbuks").answer()).isInstanceOf(NothingKnown.class);
  }

  @Test
  void aBrandIsNotSeenWhereItDoesNotTrade() {
    assertThat(Ask.about("Mercadona").in("US").answer()).isInstanceOf(NothingKnown.class);
    assertThat(Ask.about("Mercadona").in("US").being("supermarket").probability()).isLessThan(0.6);
  }

  @Test
  void theBrandTheClientNamesIsAStrongHint() {
    var asked = Ask.about("Downtown 12").in("US").ofBrand("Starbucks");

    assertThat(asked.value(Attribute.CHAIN_ID)).isEqualTo("Q37158");
    assertThat(asked.probability()).isGreaterThan(0.89);
    assertThat(Ask.about("Starbucks").in("US").ofBrand("starbucks").probability())
        .isGreaterThan(0.97);
    assertThat(Ask.about("Marta's").in("US").ofBrand("Marta's").answer())
        .isInstanceOf(NothingKnown.class);
  }
}
