package dev.placemill.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.PostalAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFormatTest {
  private final AddressFormat format = AddressFormat.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DE; Hauptstraße 7 | 80331 München | Deutschland",
        "us; 7 Hauptstraße | München, BY 80331 | Deutschland",
        "GB; 7 Hauptstraße | München | 80331 | Deutschland",
        "FR; 7 Hauptstraße | 80331 München | Deutschland",
        "IT; Hauptstraße 7 | 80331 München | Deutschland",
      })
  void eachCountryPutsTheSamePartsInItsOwnOrder(String country, String lines) {
    Map<String, String> parts =
        Map.of(
            "house_number", "7",
            "road", "Hauptstraße",
            "city", "München",
            "postcode", "80331",
            "state_code", "BY",
            "country", "Deutschland");
    assertThat(format.lines(parts, country)).isEqualTo(List.of(lines.split(" \\| ", -1)));
  }

  @Test
  void theStateIsAbbreviatedWhereItsCountryDoesSo() {
    Map<String, String> parts =
        parts("house_number", "1", "road", "Elm Street", "city", "Austin", "state", "Texas");
    assertThat(format.lines(parts, "US")).containsExactly("1 Elm Street", "Austin, TX");
  }

  @Test
  void aTerritoryIsWrittenAsItsCountryWritesWithItsOwnName() {
    Map<String, String> parts =
        parts("road", "Rue Leclerc", "city", "Saint-Denis", "postcode", "97400");
    assertThat(format.lines(parts, "RE"))
        .containsExactly("Rue Leclerc", "97400 Saint-Denis", "La Réunion, France");
  }

  @Test
  void otherNamesOfPartsAreUnderstoodAndTheUnknownStandsFirst() {
    Map<String, String> parts =
        parts("street", "Rue A", "street_number", "3", "town", "Lyon", "mall", "Part-Dieu");
    assertThat(format.lines(parts, "FR")).containsExactly("Part-Dieu", "3 Rue A", "Lyon");
  }

  @Test
  void absentPartsLeaveNoCommasAndNothingIsSaidTwice() {
    assertThat(format.lines(parts("city", "Wien", "state", "Wien", "road", " "), "AT"))
        .containsExactly("Wien");
    assertThat(format.lines(Map.of(), "AT")).isEmpty();
  }

  @Test
  void anUnknownCountryGetsTheUsualOrder() {
    Map<String, String> parts = parts("house_number", "5", "road", "Long Road", "city", "Town");
    assertThat(format.lines(parts, null)).containsExactly("Long Road 5", "Town");
    assertThat(format.lines(parts, "XX")).containsExactly("Long Road 5", "Town");
  }

  @Test
  void rangesOfPostcodesAndLinksAreNoParts() {
    Map<String, String> parts =
        parts("road", "Rue A", "city", "Lyon", "postcode", "69001;69002", "house", "https://a.fr");
    assertThat(format.lines(parts, "FR")).containsExactly("Rue A", "Lyon");
  }

  @Test
  void anAddressIsOneLineInTheOrderOfTheCountryItNames() {
    assertThat(format.oneLine(address("1", "Rue A", null, "Monaco", "98000", "Monaco")))
        .isEqualTo("1 Rue A, 98000 Monaco, Monaco");
    assertThat(format.oneLine(address("7", "Hauptstraße", "App. 2", "München", "80331", "DE")))
        .isEqualTo("Hauptstraße 7, App. 2, 80331 München, Germany");
    assertThat(format.oneLine(address("Villa Rosa", "Via Roma", null, "Pisa", null, "Italy")))
        .isEqualTo("Villa Rosa, Via Roma, Pisa, Italy");
  }

  @Test
  void aLineStaysAsItWasWritten() {
    assertThat(format.oneLine(PostalAddress.NONE.withFull("by the old bridge")))
        .isEqualTo("by the old bridge");
  }

  private static PostalAddress address(
      String house,
      String street,
      @Nullable String unit,
      String city,
      @Nullable String postalCode,
      String country) {
    return new PostalAddress(null, house, street, unit, city, null, postalCode, country);
  }

  private static Map<String, String> parts(String... pairs) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parts.put(pairs[i], pairs[i + 1]);
    }
    return parts;
  }
}
