package dev.placemill.source.geography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeographySourceTest {
  private static final Coordinates LYON = new Coordinates(45.764, 4.8357);

  @Test
  void anAddressThatAgreesMakesThePointSurer() {
    var border = new Coordinates(43.7425, 7.4170);
    double alone =
        Lookup.observation(Lookup.ask(border, PostalAddress.NONE, null), Attribute.COUNTRY_CODE)
            .probability();
    Observation agreed =
        Lookup.observation(Lookup.ask(border, PostalAddress.NONE, "FR"), Attribute.COUNTRY_CODE);

    assertThat(agreed.probability()).isGreaterThan(alone);
    assertThat(agreed.reason()).endsWith("as the client's data say");
  }

  @Test
  void aPointInAnotherCountryThanTheAddressIsDoubted() {
    SourceAnswer answer =
        Lookup.ask(LYON, Lookup.address("Marienplatz 8, 80331 München, Deutschland"), null);

    Observation country = Lookup.observation(answer, Attribute.COUNTRY_CODE);
    assertThat(Lookup.text(answer, Attribute.COUNTRY_CODE)).isEqualTo("FR");
    assertThat(country.probability()).isLessThan(0.7);
    assertThat(country.reason()).endsWith("but the client's data say Germany");
    assertThat(Lookup.observation(answer, Attribute.CITY).reason()).contains("names Munich");
  }

  @Test
  void aPointInAnotherCountryThanTheCountryCodeIsDoubted() {
    Observation country =
        Lookup.observation(Lookup.ask(LYON, PostalAddress.NONE, "ES"), Attribute.COUNTRY_CODE);

    assertThat(country.probability()).isLessThan(0.7);
    assertThat(country.reason()).contains("Spain");
  }

  @Test
  void anAddressInAnotherCountryThanTheCountryCodeIsDoubted() {
    Observation country =
        Lookup.observation(
            Lookup.ask(null, Lookup.address("Hauptstrasse 1, Berlin"), "FR"),
            Attribute.COUNTRY_CODE);

    assertThat(country.probability()).isLessThan(0.7);
    assertThat(country.reason()).contains("Berlin");
  }

  @Test
  void theCityOfTheAddressWinsOverANearerOne() {
    SourceAnswer answer =
        Lookup.ask(
            new Coordinates(40.6782, -73.9442),
            Lookup.address("1 Main St, New York, NY 11201"),
            null);

    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo("New York City");
  }

  @Test
  void aPointAtSeaLeavesTheAddressToTellButLessSurely() {
    SourceAnswer answer =
        Lookup.ask(new Coordinates(0, 0), Lookup.address("69001 Lyon, France"), null);

    Observation city = Lookup.observation(answer, Attribute.CITY);
    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo("Lyon");
    assertThat(city.probability()).isLessThan(0.7);
    assertThat(city.reason()).endsWith("but the point lies at sea");
  }

  @Test
  void aPointInTheCityThatTheAddressNamesIsConfirmedAsNoMoreThanThat() {
    SourceAnswer answer = Lookup.ask(LYON, Lookup.address("5 Place Bellecour, 69002 Lyon"), "FR");

    Observation point = Lookup.observation(answer, Attribute.COORDINATES);
    assertThat(point.value()).isEqualTo(new AttributeValue.Point(LYON));
    assertThat(point.probability()).isLessThanOrEqualTo(0.5);
    assertThat(point.reason()).contains("exact spot was not checked");
  }

  @Test
  void aPointElsewhereThanTheAddressOrWithoutOneIsNotConfirmed() {
    assertThat(
            Lookup.find(
                Lookup.ask(LYON, Lookup.address("Marienplatz 8, München"), null),
                Attribute.COORDINATES))
        .isEmpty();
    assertThat(Lookup.find(Lookup.ask(LYON, PostalAddress.NONE, "FR"), Attribute.COORDINATES))
        .isEmpty();
    assertThat(
            Lookup.find(
                Lookup.ask(new Coordinates(0, 0), Lookup.address("69001 Lyon, France"), null),
                Attribute.COORDINATES))
        .isEmpty();
  }

  @Test
  void theStateOfACityThatTheAddressNamesIsSureHoweverWideTheCityIs() {
    SourceAnswer answer =
        Lookup.ask(new Coordinates(25.1181, 55.2005), Lookup.address("مول الإمارات، دبي"), "AE");

    assertThat(Lookup.text(answer, Attribute.STATE)).isEqualTo("Dubai");
    assertThat(Lookup.observation(answer, Attribute.STATE).probability()).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "38.7107 | -9.1397 | Rua do Carmo 2, 1200-094 Lisboa | Rua do Carmo 2, 1200-094 Lisboa, Portugal",
        "48.8735 | 2.3321 | 40 boulevard Haussmann, Paris, France | 40 boulevard Haussmann, Paris, France",
        "40.4203 | -3.7058 | Gran Vía 32 | Gran Vía 32, Madrid, Spain",
        "1.3026 | 103.8346 | 391 Orchard Road, Singapore 238872 | 391 Orchard Road, Singapore 238872",
        "35.6697 | 139.7639 | 東京都中央区銀座6-9-5 | 東京都中央区銀座6-9-5",
        "30.0444 | 31.2357 | ميدان التحرير، القاهرة | ميدان التحرير، القاهرة، Egypt",
      })
  void aLineIsKeptAsWrittenAndGetsTheCityAndCountryItLeavesOut(
      double latitude, double longitude, String line, String completed) {
    SourceAnswer answer =
        Lookup.ask(new Coordinates(latitude, longitude), Lookup.address(line), null);

    assertThat(Lookup.observation(answer, Attribute.ADDRESS).value())
        .isInstanceOfSatisfying(
            AttributeValue.Address.class,
            address -> assertThat(address.address().full()).isEqualTo(completed));
  }

  @Test
  void aCountryGivenAsACodeIsWrittenOutInTheLine() {
    var given =
        new PostalAddress("Schildergasse 50, Köln", null, null, null, null, null, null, "DE");

    assertThat(Lookup.observation(Lookup.ask(null, given, "DE"), Attribute.ADDRESS).value())
        .isInstanceOfSatisfying(
            AttributeValue.Address.class,
            address ->
                assertThat(address.address().full()).isEqualTo("Schildergasse 50, Köln, Germany"));
  }

  @ParameterizedTest
  @CsvSource({"東京都渋谷区, Tokyo", "上海市静安区, Shanghai", "서울특별시 강남구 강남대로 390, Seoul"})
  void aQuarterIsNoRivalOfTheCityItIsWrittenAfter(String line, String city) {
    SourceAnswer answer = Lookup.line(line);

    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo(city);
    assertThat(Lookup.observation(answer, Attribute.CITY).probability()).isGreaterThan(0.78);
  }

  @Test
  void onlyWhatIsWantedIsAnswered() {
    var place = new Place("a place", LYON, PostalAddress.NONE, null, Claims.NONE);
    SourceAnswer answer =
        Lookup.source()
            .lookUp(new Inquiry(place, EnumSet.of(Attribute.TIME_ZONE), List.of(), Instant.MAX));

    assertThat(answer)
        .isInstanceOfSatisfying(
            SourceAnswer.Found.class,
            found -> {
              assertThat(found.observations()).hasSize(1);
              assertThat(found.matches()).isEmpty();
            });
  }

  @Test
  void manyThreadsGetTheSameAnswers() {
    List<String> one = IntStream.range(0, 200).mapToObj(GeographySourceTest::cityOfPoint).toList();
    List<String> many =
        IntStream.range(0, 200).parallel().mapToObj(GeographySourceTest::cityOfPoint).toList();

    assertThat(many).isEqualTo(one);
  }

  private static String cityOfPoint(int number) {
    return Lookup.text(Lookup.point(-50 + number * 0.55, -170 + number * 1.7), Attribute.CITY);
  }

  @Test
  void theScriptFoldsNamesAsFoldedTextDoes() {
    Stream<String> cities =
        CityFile.read().lines("foldedNames").stream()
            .flatMap(line -> Stream.of(line.substring(line.indexOf('\t') + 1).split("\\|", -1)));
    assertThat(cities).allMatch(name -> FoldedText.of(name).spaced().equals(name));
  }

  @Test
  void everyCityIsFoundByItsOwnName() {
    CityFile file = CityFile.read();
    Cities cities = Cities.of(file);
    CityNames names = CityNames.of(file, cities);

    assertThat(IntStream.range(0, cities.size()).filter(number -> number % 7 == 0))
        .allMatch(number ->
            IntStream.of(names.find(FoldedText.of(cities.name(number)).spaced()))
                .anyMatch(found -> found == number));
  }

  @Test
  void theJdkKnowsEveryTimeZoneOfACity() {
    assertThat(CityFile.read().lines("zones")).allMatch(ZoneId.getAvailableZoneIds()::contains);
  }
}
