package dev.placemill.source.geography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      textBlock =
          """
          # America
          350 5th Ave, New York, NY 10118, USA; US; New York City
          350 5th Ave New York NY 10118; US; New York City
          1600 Pennsylvania Ave NW, Washington, DC 20500; US; Washington, D.C.
          Paris, TX; US; Paris
          Atlanta, Georgia; US; Atlanta
          Springfield, IL; US; Springfield
          Cairo, IL 62914, USA; US; Cairo
          290 Bremner Blvd, Toronto, ON M5V 3L9; CA; Toronto
          London, ON; CA; London
          Av. Paulista, 1578 - Bela Vista, São Paulo - SP, 01310-200, Brasil; BR; São Paulo
          Av. de Mayo 500, Buenos Aires, Argentina; AR; Buenos Aires
          Av. Insurgentes Sur 1, Ciudad de México, CDMX, México; MX; Mexico City
          # Europe
          Marienplatz 8, 80331 München, Deutschland; DE; Munich
          Domkloster 4, 50667 Köln; DE; Köln
          Stephansplatz 3, 1010 Wien, Österreich; AT; Vienna
          12 Rue de Paris, 69001 Lyon, France; FR; Lyon
          Via del Corso 1, 00186 Roma RM, Italia; IT; Rome
          Piazza del Duomo, 20121 Milano MI; IT; Milan
          Piazza della Signoria, 50122 Firenze FI, Italy; IT; Florence
          Václavské náměstí 1, 110 00 Praha 1, Česko; CZ; Prague
          ul. Marszałkowska 10, 00-590 Warszawa, Polska; PL; Warsaw
          Rådhuspladsen 1, 1550 København, Danmark; DK; Copenhagen
          Grand-Place 1, 1000 Bruxelles, Belgique; BE; Brussels
          Rua Augusta 100, 1100-053 Lisboa, Portugal; PT; Lisbon
          Damrak 1, 1012 LG Amsterdam; NL; Amsterdam
          Bahnhofstrasse 1, 8001 Zürich, Schweiz; CH; Zürich
          Mannerheimintie 1, Helsinki, Suomi; FI; Helsinki
          Drottninggatan 1, 111 51 Stockholm, Sverige; SE; Stockholm
          Calle Gran Vía 1, Madrid; ES; Madrid
          10 Downing Street, London SW1A 2AA; GB; London
          London, England; GB; London
          1 Princes Street, Edinburgh, Scotland; GB; Edinburgh
          Main Street 1, Vaduz, Liechtenstein; LI; Vaduz
          Istiklal Caddesi 10, Beyoğlu, İstanbul, Türkiye; TR; Istanbul
          Tbilisi, Georgia; GE; Tbilisi
          Москва, ул. Тверская, 1; RU; Moscow
          Россия, 101000, Москва, ул. Тверская, 1; RU; Moscow
          г. Санкт-Петербург, Невский проспект, 28; RU; Saint Petersburg
          вулиця Хрещатик, 22, Київ, Україна; UA; Kyiv
          Σύνταγμα, Αθήνα, Ελλάδα; GR; Athens
          # Asia
          東京都渋谷区神宮前1-2-3; JP; Tokyo
          日本、〒100-0001 東京都千代田区千代田1-1; JP; Tokyo
          大阪市北区梅田1-1-1; JP; Osaka
          서울특별시 중구 세종대로 110; KR; Seoul
          부산광역시 해운대구; KR; Busan
          北京市朝阳区建国路1号; CN; Beijing
          中国上海市黄浦区南京东路100号; CN; Shanghai
          台北市信義區信義路五段7號, 台灣; TW; Taipei
          香港中環皇后大道中1號; HK; Hong Kong
          Orchard Road 391, Singapore 238872; SG; Singapore
          Connaught Place, New Delhi 110001, India; IN; New Delhi
          ถนนสุขุมวิท กรุงเทพมหานคร ประเทศไทย; TH; Bangkok
          דיזנגוף 50, תל אביב, ישראל; IL; Tel Aviv
          دبي، الإمارات العربية المتحدة; AE; Dubai
          # Africa and Oceania
          شارع التحرير، القاهرة، مصر; EG; Cairo
          Moi Avenue, Nairobi, Kenya; KE; Nairobi
          Eloff Street, Johannesburg, South Africa; ZA; Johannesburg
          200 George St, Sydney NSW 2000, Australia; AU; Sydney
          Queen Street 1, Auckland 1010, New Zealand; NZ; Auckland
          """)
  void aLineInAnyScriptTellsCountryCityAndTimeZone(String line, String country, String city) {
    SourceAnswer answer = Lookup.line(line);

    assertThat(Lookup.text(answer, Attribute.COUNTRY_CODE)).isEqualTo(country);
    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo(city);
    assertThat(ZoneId.getAvailableZoneIds()).contains(Lookup.text(answer, Attribute.TIME_ZONE));
  }

  @Test
  void theStateDecidesAmongCitiesOfOneName() {
    assertThat(Lookup.text(Lookup.line("Springfield, IL"), Attribute.STATE)).isEqualTo("Illinois");
    assertThat(Lookup.text(Lookup.line("Paris, Texas, USA"), Attribute.TIME_ZONE))
        .isEqualTo("America/Chicago");
  }

  @Test
  void aCityOfManyNamesakesIsBelievedLittle() {
    Observation city = Lookup.observation(Lookup.line("Springfield"), Attribute.CITY);

    assertThat(city.probability()).isLessThan(0.6);
  }

  @Test
  void aCountryAloneStillTellsItsTimeZoneWhenItHasOne() {
    SourceAnswer france = Lookup.line("Nowhere Lane 5, France");
    assertThat(Lookup.text(france, Attribute.COUNTRY_CODE)).isEqualTo("FR");
    assertThat(Lookup.text(france, Attribute.TIME_ZONE)).isEqualTo("Europe/Paris");
    assertThat(Lookup.find(france, Attribute.CITY)).isEmpty();

    SourceAnswer states = Lookup.ask(null, PostalAddress.NONE, "US");
    assertThat(Lookup.text(states, Attribute.COUNTRY)).isEqualTo("United States");
    assertThat(Lookup.find(states, Attribute.TIME_ZONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwertz asdf", "123", ",,,", "  - "})
  void aLineThatNamesNothingIsNothingKnown(String line) {
    assertThat(Lookup.line(line)).isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void partsAreReadBeforeTheLineAndKeepTheClientsSpelling() {
    var address =
        new PostalAddress(null, "8", "Marienplatz", null, "München", "Bayern", "80331", "DE");
    SourceAnswer answer = Lookup.ask(null, address, null);

    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo("München");
    assertThat(Lookup.text(answer, Attribute.STATE)).isEqualTo("Bayern");
    assertThat(Lookup.text(answer, Attribute.COUNTRY)).isEqualTo("Germany");
    assertThat(Lookup.text(answer, Attribute.TIME_ZONE)).isEqualTo("Europe/Berlin");
  }

  @Test
  void theCentreOfTheCityIsOfferedAsAWeakPosition() {
    Observation position =
        Lookup.observation(Lookup.line("12 Rue X, 69001 Lyon, France"), Attribute.COORDINATES);

    assertThat(position.probability()).isLessThanOrEqualTo(0.3);
    assertThat(position.reason()).isEqualTo("centre of the city Lyon");
  }

  @Test
  void aLineIsToldApartIntoItsParts() {
    assertThat(parts("350 5th Ave,  New York, NY 10118, USA"))
        .isEqualTo(
            new PostalAddress(
                "350 5th Ave, New York, NY 10118, USA",
                "350",
                "5th Ave",
                null,
                "New York City",
                "New York",
                "10118",
                "United States"));
    PostalAddress munich = parts("Marienplatz 8, 80331 München, Deutschland");
    assertThat(munich.street()).isEqualTo("Marienplatz");
    assertThat(munich.house()).isEqualTo("8");
    assertThat(munich.postalCode()).isEqualTo("80331");
    assertThat(parts("10 Downing Street, London SW1A 2AA").postalCode()).isEqualTo("SW1A 2AA");
    assertThat(parts("ul. Marszałkowska 10, 00-590 Warszawa, Polska").postalCode())
        .isEqualTo("00-590");
  }

  @Test
  void whatCannotBeToldApartIsLeftOut() {
    PostalAddress tokyo = parts("東京都渋谷区神宮前1-2-3");

    assertThat(tokyo.street()).isNull();
    assertThat(tokyo.house()).isNull();
    assertThat(tokyo.postalCode()).isNull();
    assertThat(tokyo.city()).isEqualTo("Tokyo");
  }

  private static PostalAddress parts(String line) {
    Observation address = Lookup.observation(Lookup.line(line), Attribute.ADDRESS);
    return ((AttributeValue.Address) address.value()).address();
  }
}
