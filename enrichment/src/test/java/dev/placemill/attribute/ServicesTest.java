package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Normal forms of what a place offers and of what it is inside of.
class ServicesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "+33 1 42 68 53 00; +33 1 42 68 53 01 | - | +33142685300 | +33142685301",
        "+376 829 000 / 829 001 | - | +376829000 | +376829001",
        "01 42 68 53 00, 01 42 68 53 01, 01 42 68 53 02 | FR | +33142685300 | +33142685301 +33142685302",
        "+33 1 42 68 53 00; +33 1 42 68 53 00 | FR | +33142685300 | -",
        "+7 495 5445000-4244 | RU | +74955445000 | -",
      })
  void aListOfPhonesGivesTheFirstAndTheOthers(
      String text, @Nullable String country, String first, @Nullable String others) {
    assertThat(Normalizer.phone(text, country).orElseThrow().e164()).isEqualTo(first);
    assertThat(Normalizer.furtherPhones(text, country).map(list -> String.join(" ", list.texts())))
        .isEqualTo(Optional.ofNullable(others));
    assertThat(Normalizer.isUnderstood(Attribute.PHONE, text, country)).isTrue();
  }

  @Test
  void aListWithANumberThatIsNoneIsNotUnderstood() {
    String half = "+356 2137 4141; 19314141";
    assertThat(Normalizer.phone(half, "MT")).isPresent();
    assertThat(Normalizer.isUnderstood(Attribute.PHONE, half, "MT")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"$$, 2", "€ € €, 3", "1, 1", "Moderate, 2", "very expensive, 4", "££££, 4"})
  void pricesAreOneOfFourTiers(String text, int tier) {
    assertThat(Normalizer.priceTier(text)).contains(new AttributeValue.WholeNumber(tier));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10-20 EUR", "5", "$$$$$", "€$", "free", ""})
  void whatNamesNoTierIsNone(String text) {
    assertThat(Normalizer.priceTier(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cash, Credit Card | cash credit_cards",
        "http://purl.org/goodrelations/v1#VISA | visa",
        "apple_pay | apple_pay",
        "Visa and Master Card; cash | visa mastercard cash",
        "Amex, bitcoins, shells | american_express cryptocurrencies",
      })
  void waysToPayHaveOneWordEach(String text, String words) {
    assertThat(Normalizer.paymentMethods(text).orElseThrow().texts())
        .containsExactly(words.split(" ", -1));
  }

  @Test
  void whatIsNoWayToPayIsLeftOut() {
    assertThat(Normalizer.paymentMethods("shells")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2015, 2015", "2015-03, 2015-03", "2015-03-01, 2015-03-01"})
  void datesAreKeptAsFarAsTheyAreTold(String text, String date) {
    assertThat(Normalizer.date(text)).contains(new AttributeValue.Text(date));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~1890", "C18", "1890s", "2015-13", "2015-02-30", "before 1900", ""})
  void aboutIsNoDate(String text) {
    assertThat(Normalizer.date(text)).isEmpty();
  }

  @Test
  void cuisinesAreListed() {
    assertThat(Normalizer.cuisines("Pizza; Ice Cream,pizza,"))
        .contains(new AttributeValue.TextList(List.of("pizza", "ice_cream")));
    assertThat(Normalizer.cuisines(" ; ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Starbucks (inside Target) | Target | -",
        "Pharmacy inside the Central Mall | Central Mall | shopping_center",
        "Subway @ Gatwick Airport | Gatwick Airport | airport",
        "Café at Westfield Shopping Centre | Westfield Shopping Centre | shopping_center",
        "Bank located in Grand Hotel | Grand Hotel | hotel",
      })
  void aNameSaysWhatItsPlaceIsInsideOf(String name, String host, @Nullable String type) {
    assertThat(Normalizer.hostInName(name)).contains(new AttributeValue.Host(host, type, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Café at the Park", "Inside", "Bar in Berlin", "The Inside Story", "Home at Last"})
  void aNameThatOnlyReadsLikeThatDoesNot(String name) {
    assertThat(Normalizer.hostInName(name)).isEmpty();
  }

  @Test
  void aWeekIsGroupedByItsSpansOfOpening() {
    var hours =
        Normalizer.openingHours("Mo-Fr 08:00-12:00,14:00-18:00; Sa 08:00-12:00; Su 00:00-24:00")
            .orElseThrow();
    assertThat(hours.grouped())
        .containsExactly(
            new HoursGroup(
                List.of(
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY,
                    DayOfWeek.SATURDAY),
                "08:00",
                "12:00"),
            new HoursGroup(
                List.of(
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY),
                "14:00",
                "18:00"),
            new HoursGroup(List.of(DayOfWeek.SUNDAY), "00:00", "24:00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mo-Fr 08:00-18:00 Sa 09:00-12:00 | Mo-Fr 08:00-18:00; Sa 09:00-12:00",
        "Mo-Fr 9-20 | Mo-Fr 09:00-20:00",
        "01 Apr-30 Sep: Su 11:00-17:00 | Apr 01-Sep 30: Su 11:00-17:00",
        "Mo-Fr 11:30-14:30 und 17:30-20:30 , Sa 12:30-20:30 | Mo-Fr 11:30-14:30,17:30-20:30, Sa 12:30-20:30",
        "Mo-Fr 16:00-, Sa 14:00- | Mo-Fr 16:00+, Sa 14:00+",
      })
  void sloppyHoursThatCanMeanOneThingAreRead(String sloppy, String osm) {
    assertThat(Normalizer.openingHours(sloppy).orElseThrow().osm()).isEqualTo(osm);
    assertThat(Normalizer.isUnderstood(Attribute.OPENING_HOURS, sloppy, null)).isTrue();
  }
}
