package dev.placemill.source.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueInWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          opening_hours | Mo-Fr 09:00-18:00                       | Mon-Fri 9am - 6pm
          opening_hours | Mo-Su 11:00-23:00                       | Open daily from 11 to 11 p.m.
          opening_hours | Mo-Sa 08:30-12:00,14:00-19:00           | Du lundi au samedi, 8h30 à 12h et 14h à 19h
          opening_hours | Tu-Su 17:00-24:00                       | Dienstag bis Sonntag von 17 Uhr bis Mitternacht
          opening_hours | 24/7                                    | We never close: open 24 hours, 7 days a week
          opening_hours | Mo-Th 09:00-18:00; Fr 09:00-13:00       | lun - jue 9:00 a 18:00, vie 9:00 a 13:00
          opening_hours | Sa-Su 10:00-16:00                       | at the weekend from 10 to 4
          opening_hours | Mo-Fr 17:00-21:00                       | Weekdays 5-9pm
          opening_hours | Mo,We 10:00-14:00; PH off               | Mondays and Wednesdays 10.00 – 14.00
          phone         | 089 12345678                            | Telefon: +49 (0)89 / 1234-5678
          phone         | +33 1 42 68 53 00                       | Tél : 0033 1 42 68 53 00
          email         | info@example.com                        | Write to INFO@example.com!
          email         | info@example.com                        | info [at] example [dot] com
          facebook      | https://facebook.com/cafemill           | find us on Facebook: facebook.com/CafeMill
          tiktok        | @cafe.mill                              | TikTok @cafe.mill
          cuisines      | italian; pizza                          | Pizzeria mit italienischen Spezialitäten
          wheelchair    | no                                      | Leider nicht barrierefrei
          wheelchair    | limited                                 | Nicht alle Räume sind mit dem Rollstuhl erreichbar
          has_delivery  | yes                                     | We deliver within 5 km
          has_delivery  | no                                      | Nous ne faisons pas de livraison
          has_takeout   | true                                    | Alle Gerichte auch zum Mitnehmen
          has_outdoor_seating | yes                               | Im Sommer sitzen Sie auf unserer Terrasse
          has_wifi      | yes                                     | Free Wi-Fi for guests
          wheelchair    | yes                                     | Das Lokal ist barrierefrei zugänglich
          wheelchair    | yes                                     | Wheelchair accessible, no steps
          wheelchair    | no                                      | The shop cannot be accessed with a wheelchair
          wheelchair    | no                                      | No wheelchair access
          has_delivery  | yes                                     | No minimum order for delivery
          has_delivery  | yes                                     | Delivery: no minimum order value
          has_delivery  | yes                                     | Not only delivery, also to take away
          has_delivery  | no                                      | Delivery is currently not available.
          has_delivery  | no                                      | Wir bieten derzeit keinen Lieferservice an.
          has_delivery  | no                                      | Great food, but we do not deliver!
          has_delivery  | no                                      | No hacemos entregas a domicilio
          has_delivery  | no                                      | Wij bezorgen niet
          has_takeout   | no                                      | Sorry, no takeaway.
          has_wifi      | yes                                     | Free wifi, no password needed
          has_wifi      | no                                      | WLAN gibt es bei uns leider nicht
          has_wifi      | no                                      | Wifi: no
          has_outdoor_seating | no                                | Nous n'avons pas de terrasse
          """)
  void whatTheQuoteSaysIsIn(String attribute, String value, String quote) {
    assertThat(isIn(attribute, value, quote)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          opening_hours | Mo-Sa 09:00-18:00                       | Mon-Fri 9am - 6pm
          opening_hours | Mo-Fr 09:00-19:00                       | Mon-Fri 9am - 6pm
          opening_hours | Mo-Fr 09:00-18:00                       | Open 9am - 6pm
          opening_hours | Mo-Fr 21:00-18:00                       | Mon-Fri 9am - 6pm
          opening_hours | 24/7                                    | Open daily 9 to 6
          opening_hours | Mo-Fr 09:00-18:00 "call +19005551234"   | Mon-Fri 9am - 6pm
          opening_hours | Jun-Aug Mo-Fr 09:00-18:00               | Mon-Fri 9am - 6pm
          phone         | 089 12345678                            | Tel. 089 1234567
          phone         | 089 12345678                            | Ref. 10-089-12345678-22
          phone         | 089 12345678                            | Fax: 089 12345678
          email         | info@example.com                        | Write to info@example.org
          facebook      | https://facebook.com/cafemill           | find us on Facebook
          instagram     | @cafemill                               | Our wifi is called cafemill
          cuisines      | italian; sushi                          | Pizzeria mit italienischen Spezialitäten
          wheelchair    | yes                                     | Leider nicht barrierefrei
          has_delivery  | yes                                     | We don't deliver
          has_delivery  | no                                      | We deliver within 5 km
          has_wifi      | yes                                     | Free parking for guests
          has_wifi      | maybe                                   | Free Wi-Fi for guests
          wheelchair    | yes                                     | Alle sind willkommen
          wheelchair    | no                                      | Kein Problem mit dem Rollstuhl
          wheelchair    | limited                                 | Das Lokal ist barrierefrei zugänglich
          has_delivery  | no                                      | No minimum order for delivery
          has_delivery  | no                                      | No delivery fee above 20 €
          has_delivery  | no                                      | There is no free delivery
          has_delivery  | yes                                     | No orders for delivery
          has_delivery  | no                                      | We do not deliver on Sundays
          has_delivery  | no                                      | Don't forget to try our delivery service
          has_delivery  | no                                      | Not only delivery, also to take away
          has_delivery  | no                                      | Delivery without extra charge
          has_delivery  | yes                                     | Delivery is coming soon
          has_delivery  | yes                                     | Do you deliver? No.
          has_delivery  | no                                      | Do you deliver? Of course, no problem.
          has_delivery  | no                                      | We deliver. We do not deliver.
          has_delivery  | no                                      | We do not offer our own delivery, but delivery via Wolt is available
          has_wifi      | yes                                     | Wifi: no
          has_wifi      | no                                      | No password needed for the wifi
          has_outdoor_seating | no                                | No smoking on the terrace
          has_outdoor_seating | no                                | You cannot miss our terrace
          has_outdoor_seating | no                                | Dogs are not allowed on the terrace
          has_outdoor_seating | yes                               | Unser Biergarten ist leider geschlossen
          """)
  void whatTheQuoteDoesNotSayIsNot(String attribute, String value, String quote) {
    assertThat(isIn(attribute, value, quote)).isFalse();
  }

  private static boolean isIn(String attributeName, String text, String quote) {
    Attribute attribute = Attribute.findByWireName(attributeName).orElseThrow();
    return ValueInWords.findNormal(attribute, text, "DE")
        .filter(value -> ValueInWords.isIn(quote, attribute, value, "DE"))
        .isPresent();
  }
}
