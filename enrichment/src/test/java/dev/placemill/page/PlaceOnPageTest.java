package dev.placemill.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceOnPageTest {
  private static final PlaceClues PLACE =
      new PlaceClues(
          "Café Mill",
          List.of(new Street("Leopoldstraße", List.of("leopoldstr"), null)),
          List.of("80802"),
          List.of("München"),
          Set.of("+498912345678"),
          List.of(),
          Set.of(),
          "DE");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cafe Mill, Leopoldstr. 7, 80802 Muenchen | true  | true
          CAFÉ MILL – Leopoldstrasse               | true  | true
          Café Mill in München                     | false | true
          Café Mill in Berlin                      | false | false
          Leopoldstr. 7, Tel. 089/12345678         | true  | true
          Bar Otto, Leopoldstr. 9, 80802 München   | false | false
          """)
  void aTextShowsThePlaceWhenItHasItsNameAndWhereItIs(
      String text, boolean isCertain, boolean isLikely) {
    PlaceOnPage shown = PlaceOnPage.of(PLACE, text);
    assertThat(shown.isCertain()).isEqualTo(isCertain);
    assertThat(shown.isLikely()).isEqualTo(isLikely);
  }

  @Test
  void ofAPlaceOfWhichOnlyTheNameIsKnownTheNameIsEnough() {
    var nameOnly =
        new PlaceClues(
            "Café Mill", List.of(), List.of(), List.of(), Set.of(), List.of(), Set.of(), null);
    assertThat(PlaceOnPage.of(nameOnly, "Willkommen im Cafe Mill").isLikely()).isTrue();
    assertThat(PlaceOnPage.of(nameOnly, "Willkommen im Cafe Mill").isCertain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ora           | Flora and fauna            | false
          Ora           | Welcome to ORA!            | true
          McDonald's    | Mc Donalds Odeonsplatz     | true
          ミル喫茶店     | ようこそ、ミル喫茶店です      | true
          Q8            | Your Q8 station            | true
          Old Mill Cafe | The cafe in the old stable | true
          Old Mill Cafe | The old stable             | false
          """)
  void aNameIsItsWordsInARowOrMostOfThem(String name, String text, boolean isNamed) {
    assertThat(PlaceOnPage.of(clues(name, "12 Market St"), text).name()).isEqualTo(isNamed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hauptstraße 12                        | Haupt-Str. 12               | true
          Hauptstraße 12                        | Hauptstr. 21                | false
          12 Market St, 62704 Springfield       | 12 East Market Street       | true
          12 Market St, 62704 Springfield       | 99 Hill Rd, 62704 Springfield | false
          Unit 5, 12 Market St, Springfield     | Unit 5, 99 Hill Rd          | false
          Paseo del Prado 7, Madrid             | Pº del Prado, 7             | false
          Calle del Prado 7, Madrid             | C/ del Prado, 7             | true
          12345 Market St, Springfield          | 12345 Market Street         | true
          """)
  void aHouseIsItsNumberBesideItsStreet(String address, String text, boolean isShown) {
    assertThat(PlaceOnPage.of(clues("Old Mill", address), text).house()).isEqualTo(isShown);
  }

  @Test
  void whatIsSaidOfTheBrandOrOfARecordThatIsHardlyThePlaceIsNoClue() {
    PlaceClues clues =
        PlaceClues.of(
            inquiry(
                "12 Market St, 62704 Springfield",
                phone("+18005550100", Evidence.Scope.BRAND, 0.9),
                phone("+12175550199", Evidence.Scope.PLACE, 0.4),
                phone("+12175550134", Evidence.Scope.PLACE, 0.9)));
    assertThat(clues.phones()).containsExactly("+12175550134");
    assertThat(clues.street()).isEqualTo("Market St");
    assertThat(clues.postcode()).isEqualTo("62704");
  }

  private static PlaceClues clues(String name, String address) {
    return PlaceClues.of(
        new Inquiry(place(name, address), Set.of(Attribute.PHONE), List.of(), Instant.EPOCH));
  }

  private static Inquiry inquiry(String address, Observation... known) {
    return new Inquiry(
        place("Old Mill", address), Set.of(Attribute.PHONE), List.of(known), Instant.EPOCH);
  }

  private static Place place(String name, String address) {
    return new Place(name, null, PostalAddress.NONE.withFull(address), "US", Claims.NONE);
  }

  private static Observation phone(String number, Evidence.Scope scope, double probability) {
    AttributeValue value = Normalizer.phone(number, "US").orElseThrow();
    return new Observation(
        Attribute.PHONE,
        value,
        probability,
        new Evidence("reference", null, null, null, scope),
        "Known.");
  }
}
