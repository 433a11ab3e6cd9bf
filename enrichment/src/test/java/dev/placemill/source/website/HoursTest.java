package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.AttributeValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Mon-Fri 9am-5pm, Sat 10am - 2pm, Sunday closed | Mo-Fr 09:00-17:00; Sa 10:00-14:00; Su off",
        "en | Monday 9:00 AM - 5:30 PM Tuesday 9:00 AM - 5:30 PM Wednesday Closed Thursday 9:00 AM – 5:30 PM Friday noon - midnight | Mo-Tu 09:00-17:30; We off; Th 09:00-17:30; Fr 12:00-24:00",
        "en | Open daily from 11:00am to 8pm | Mo-Su 11:00-20:00",
        "en | Mon to Thurs: 5-10pm & Fri, Sat: 5pm to 2am. Sun: 12-9pm | Mo-Th 17:00-22:00; Fr-Sa 17:00-02:00; Su 12:00-21:00",
        "de | Mo-Fr 8-12 und 14-18 Uhr, Sa 9.00 bis 13.00 Uhr | Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00",
        "de | Montag Ruhetag Dienstag bis Sonntag 11:30 - 22:00 Uhr | Mo off; Tu-Su 11:30-22:00",
        "fr | Du lundi au vendredi de 9h à 18h30, samedi 10h-17h, dimanche fermé | Mo-Fr 09:00-18:30; Sa 10:00-17:00; Su off",
        "es | Lunes a viernes: 9:00 a 14:00 y 17:00 a 20:00. Sábados 10:00-14:00. Domingo cerrado | Mo-Fr 09:00-14:00,17:00-20:00; Sa 10:00-14:00; Su off",
        "it | Da lunedì a sabato 8.30-19.30, domenica chiuso | Mo-Sa 08:30-19:30; Su off",
        "nl | Maandag t/m vrijdag 9.00 - 17.30 uur, zaterdag 10.00 tot 16.00, zondag gesloten | Mo-Fr 09:00-17:30; Sa 10:00-16:00; Su off",
        "en | Mon-Sun 24 hours | Mo-Su 00:00-24:00",
        "'' | Mon-Fri 9am-5pm. Kitchen: Mon-Fri 12pm-3pm | Mo-Fr 09:00-17:00"
      })
  void hoursWrittenForPeopleAreRead(String language, String text, String expected) {
    Optional<AttributeValue.OpeningHours> hours =
        WrittenHours.find(text, language).flatMap(WeekOfTimes::findValue);
    assertThat(hours.map(AttributeValue.OpeningHours::osm)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | On Monday we talked to 20-30 people; on Tuesday, Wednesday and Friday to nobody",
        "en | Mon 3 Jan 19:00-21:00, Tue 4 Jan 19:00-21:00, Wed 5 Jan 19:00-21:00, Thu 6 Jan 18:00-20:00",
        "en | Saturday 20:00-23:00",
        "de | Am Montag kommen wir von 2019-2021 und Dienstag",
        "en | Monday Tuesday Wednesday Thursday Friday"
      })
  void whatIsNoTableOfHoursIsNotRead(String language, String text) {
    assertThat(WrittenHours.find(text, language)).isEmpty();
  }

  private static Optional<String> schema(String json) {
    var page =
        Jsoup.parse("<script type=application/ld+json>{\"@type\":\"Store\"," + json + "}</script>");
    return SchemaHours.find(JsonLd.of(page).getFirst(), TODAY)
        .map(AttributeValue.OpeningHours::osm);
  }

  @Test
  void openingHoursOfSchemaOrgAreRead() {
    assertThat(schema("\"openingHours\":\"Mo,Tu,We,Th,Fr,Sa,Su 11:00-20:00\"")).isPresent();
    assertThat(
            schema(
                "\"openingHours\":[\"Mo-Fr 11:00-14:00\",\"Mo-Fr 17:00-22:00\",\"Sa 12:00-22:00\"]"))
        .contains("Mo-Fr 11:00-14:00,17:00-22:00; Sa 12:00-22:00");
    assertThat(schema("\"openingHours\":\"Monday-Friday 9am-5pm\"")).contains("Mo-Fr 09:00-17:00");
  }

  @Test
  void specificationsOfOpeningHoursAreRead() {
    assertThat(
            schema(
                """
                "openingHoursSpecification":[
                  {"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","https://schema.org/Tuesday"],
                   "opens":"09:00","closes":"17:00:00"},
                  {"dayOfWeek":"Wednesday","opens":"9:00 AM","closes":"1:00 PM"},
                  {"dayOfWeek":["Thursday","Friday"],"opens":"18:00","closes":"02:00"},
                  {"dayOfWeek":"Saturday","opens":"00:00","closes":"23:59"},
                  {"dayOfWeek":"Sunday","opens":"00:00","closes":"00:00"},
                  {"opens":"10:00","closes":"12:00","validFrom":"2026-12-24","validThrough":"2026-12-26"}]
                """))
        .contains("Mo-Tu 09:00-17:00; We 09:00-13:00; Th-Fr 18:00-02:00; Sa 00:00-24:00; Su off");
    assertThat(
            schema(
                """
                "openingHoursSpecification":{"dayOfWeek":["Monday"],"opens":"10:00","closes":"12:00",
                "validFrom":"2026-10-01","validThrough":"2027-03-31"}
                """))
        .as("the season we are in")
        .contains("Mo 10:00-12:00");
    assertThat(
            schema(
                "\"openingHoursSpecification\":{\"dayOfWeek\":\"Monday\",\"opens\":\"10:00\",\"closes\":\"12:00\",\"validThrough\":\"2020-03-31\"}"))
        .as("a season long over")
        .isEmpty();
    assertThat(schema("\"openingHoursSpecification\":" + List.of())).isEmpty();
  }
}
