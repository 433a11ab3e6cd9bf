package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.PostalAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "112 E Coast Rd, #01-06            | 112 | 1,6  | e coast rd",
        "Jurong West Street 42, 60         | 60  |      | jurong w st 42",
        "Hauptstraße 5                     | 5   |      | hauptstr",
        "Level 2, Odeon Towers, 33 Bay Rd. | 33  | 2    | bay rd",
        "777 Bay Street, at College St.    | 777 |      | bay st",
        "Blk 508 Jelapang Road             | 508 |      | jelapang rd",
        "Apt B, 12 Store Street            | 12  | b    | store st",
        "Shop 4, 12 Level Crossing Road    | 12  | 4    | level crossing rd",
        "12 3rd Avenue                     | 12  |      | 3rd ave",
      })
  void aLineIsReadAsHouseUnitAndStreet(String line, String house, String units, String street) {
    AddressForm form = AddressForm.of(PostalAddress.NONE.withFull(line));

    assertThat(form.houses()).containsExactly(house);
    assertThat(form.units())
        .containsExactlyInAnyOrder(units == null ? new String[0] : units.split(",", -1));
    assertThat(String.join(" ", form.streets().getFirst().words())).isEqualTo(street);
  }

  @ParameterizedTest
  @CsvSource({"68811.0, 68811", "068811, 68811", "M5V 1K4, m5v1k4", "72764-5335, 72764"})
  void aPostcodeIsTheSameHoweverASpreadsheetLeftIt(String written, String expected) {
    assertThat(AddressForm.postcode(written)).isEqualTo(expected);
  }
}
