package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherPeoplesSitesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.tripadvisor.de/x",
        "cafe-mill.lieferando.de",
        "http://www.opentable.co.uk/cafe-mill",
        "https://www.doctolib.fr/dr-x",
        "https://goo.gl/maps/x",
        "https://x.com/cafemill",
        "https://maps.example.com/cafe-mill"
      })
  void aPageAmongThoseOfStrangersIsOnOne(String page) {
    assertThat(OtherPeoplesSites.has(page)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://www.cafe-mill.de", "https://six.com", "yelp", "", "http://10.0.0.1/yelp"})
  void anyOtherIsNot(String page) {
    assertThat(OtherPeoplesSites.has(page)).isFalse();
  }
}
