package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.address;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.saw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.Fused.Seen;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records of one door are merged part by part, those of another are its rivals.
class AddressFusionTest {
  @Test
  void anAddressIsMergedFromTheRecordTheClientAndTheLocation() {
    var client = address("12", "Rue Grimaldi", null, null, null);
    var record = address(null, "Rue Grimaldi", null, "98000", null);
    var location = address("12", "Rue Grimaldi", "Monaco", null, "Monaco");
    FusedAttribute fused =
        fuse(Attribute.ADDRESS, client, saw("osm", record, 0.9), saw("geography", location, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(address("12", "Rue Grimaldi", "Monaco", "98000", "Monaco"));
    assertThat(fused.probability()).isGreaterThan(0.94 * 0.9);
    assertThat(fused.reasoning())
        .isEqualTo("Your value is confirmed by osm node/1 of 2026-11-01: same phone.");
    assertThat(fused.evidence()).hasSize(2);
  }

  @Test
  void anAddressWithoutAHouseKeepsItsFinerParts() {
    var finer = new PostalAddress.FinerParts("2", null, null, null, "Larvotto");
    var record =
        new AttributeValue.Address(
            new PostalAddress(null, null, "Rue Grimaldi", null, "Monaco", null, null, null, finer));
    assertThat(fuse(Attribute.ADDRESS, null, saw("osm", record, 0.9)).value()).isEqualTo(record);
  }

  @Test
  void anAddressOnOneLineIsVerifiedByARecordItContains() {
    AttributeValue client = line("12 rue Grimaldi, 98000 Monaco");
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            client,
            saw("osm", address("12", "Rue Grimaldi", "Monaco", null, null), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
  }

  @Test
  void aFloorOfAMallIsNoOtherStreet() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            line("Level 3, Mall of Asia, Pasay"),
            saw("osm", address(null, "Seaside Boulevard", "Pasay", null, null), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.value()).isEqualTo(address(null, "Seaside Boulevard", "Pasay", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Main Street         | Main Street, Suite 200, Springfield      | -",
        "Main Street         | 12 Main Street, Suite 200, Springfield   | 12",
        "Highway 61          | Highway 61, Springfield                  | -",
        "Straße des 17. Juni | Straße des 17. Juni, Berlin              | -",
        "Straße des 17. Juni | Straße des 17. Juni 135, 10623 Berlin    | 135",
        "5 de Mayo           | 5 de Mayo, Puebla                        | -",
        "Calle 100           | Calle 100 8-20, Bogotá                   | -"
      })
  void theHouseOfALineIsNoNumberOfASuiteOrAStreet(
      String street, String line, @Nullable String house) {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address(null, street, null, null, null),
            saw("overture", line(line), 0.9));
    assertThat(fused.value()).isEqualTo(address(house, street, null, null, null));
  }

  @Test
  void aLocationThatGaveNothingIsNotShownAsEvidence() {
    AttributeValue leeds = address("9", "High Street", "Leeds", null, null);
    Seen bradford = saw("geography", address(null, null, "Bradford", null, null), 0.9);
    FusedAttribute fused = fuse(Attribute.ADDRESS, null, saw("osm", leeds, 0.9), bradford);
    assertThat(fused.value()).isEqualTo(leeds);
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(leeds);
  }

  private static AttributeValue line(String text) {
    return new AttributeValue.Address(PostalAddress.NONE.withFull(text));
  }

  @Test
  void aDifferentStreetCorrectsTheClientsAddressAndKeepsNothingOfIt() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address("1", "Main Street", "Leeds", "LS1", null),
            saw("osm", address("9", "High Street", "Leeds", null, null), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.value()).isEqualTo(address("9", "High Street", "Leeds", null, null));
    assertThat(fused.probability()).isLessThan(0.9);
  }

  @Test
  void anAddressOnlyCompletedByItsLocationIsNotCalledVerified() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address("1", "Main Street", null, null, null),
            saw("geography", address("1", "Main Street", "Leeds", null, "GB"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.value()).isEqualTo(address("1", "Main Street", "Leeds", null, "GB"));
    assertThat(fused.confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void anotherStreetIsAConflictThatIsShownAndTakesSurenessAway() {
    AttributeValue high = address("9", "High Street", "Leeds", "LS1 4AB", null);
    AttributeValue main = address("1", "Main Street", "Leeds", "LS7 2CD", null);
    FusedAttribute fused =
        fuse(Attribute.ADDRESS, null, saw("osm", high, 0.9), saw("foursquare", main, 0.6));
    assertThat(fused.value()).isEqualTo(high);
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(high);
    assertThat(fused.conflicts()).extracting(Observation::value).containsExactly(main);
    double osm = 0.94 * 0.9;
    double foursquare = 0.93 * 0.6;
    assertThat(fused.probability())
        .isCloseTo(osm / (osm + (1 - osm) * (1 + foursquare / (1 - foursquare))), within(1e-9));
    assertThat(fused.reasoning())
        .contains("while foursquare node/1 of 2026-11-01 says 1 Main Street, Leeds, LS7 2CD");
  }

  @Test
  void nothingOfAContradictingRecordIsMixedIn() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            null,
            saw("osm", address(null, "High Street", "Leeds", null, null), 0.9),
            saw("foursquare", address("1", "Main Street", "Leeds", "LS7 2CD", "GB"), 0.8));
    assertThat(fused.value()).isEqualTo(address(null, "High Street", "Leeds", null, null));
  }

  @Test
  void severalThatAgreeWinAgainstOneThatIsBelievedMore() {
    AttributeValue most = address("9", "High Street", "Leeds", null, null);
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            null,
            saw("osm", address("1", "Main Street", "Leeds", null, null), 0.8),
            saw("overture", most, 0.75),
            saw("foursquare", address(null, "High St", null, "LS1 4AB", null), 0.75));
    assertThat(fused.value()).isEqualTo(address("9", "High Street", "Leeds", "LS1 4AB", null));
    assertThat(fused.evidence()).hasSize(2);
    assertThat(fused.conflicts()).hasSize(1);
  }

  @Test
  void whoNamesOnlyTheCityMakesNoStreetSurer() {
    AttributeValue door = address("9", "High Street", "Leeds", null, null);
    AttributeValue city = address(null, null, "Leeds", null, "GB");
    FusedAttribute alone = fuse(Attribute.ADDRESS, null, saw("osm", door, 0.9));
    FusedAttribute both =
        fuse(Attribute.ADDRESS, null, saw("website", city, 1), saw("osm", door, 0.9));
    assertThat(both.value())
        .isEqualTo(address("9", "High Street", "Leeds", null, "United Kingdom"));
    assertThat(both.probability()).isEqualTo(alone.probability());
  }

  @Test
  void aLineAndPartsOfTheSameDoorAgree() {
    var line =
        new AttributeValue.Address(
            new PostalAddress(
                "12 Rue Grimaldi, Monaco, 98000, MC",
                null,
                null,
                null,
                "Monaco",
                null,
                "98000",
                "MC"));
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            null,
            saw("overture", line, 0.95),
            saw("osm", address(null, "Rue Grimaldi", null, null, null), 0.9));
    assertThat(fused.conflicts()).isEmpty();
    assertThat(fused.value()).isEqualTo(address("12", "Rue Grimaldi", "Monaco", "98000", "Monaco"));
    assertThat(fused.probability())
        .isCloseTo(1 - (1 - 0.93 * 0.95) * (1 - 0.94 * 0.9), within(1e-9));
  }

  @Test
  void aRecordLessSureThanTheClientDoesNotCorrectIt() {
    AttributeValue client = address("1", "Main Street", "Leeds", null, null);
    Seen doubtful = saw("osm", address("9", "High Street", "Leeds", null, null), 0.6);
    FusedAttribute fused = fuse(Attribute.ADDRESS, client, doubtful);
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.conflicts()).hasSize(1);
    assertThat(fused.reasoning()).contains("too uncertain to contradict it");

    AttributeValue completed = address("1", "Main Street", "Leeds", null, "GB");
    FusedAttribute located =
        fuse(Attribute.ADDRESS, client, saw("geography", completed, 0.9), doubtful);
    assertThat(located.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(located.value()).isEqualTo(completed);
    assertThat(located.conflicts()).hasSize(1);
    assertThat(located.confidence()).isEqualTo(Confidence.NONE);
  }

  @Test
  void whatWasDerivedFromAWrongAddressKeepsItsDoor() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address("1", "Main Street", "Leeds", "LS7 2CD", null),
            saw("geography", address("1", "Main Street", "Leeds", "LS7 2CD", "GB"), 0.9),
            saw("osm", address(null, "High Street", null, null, null), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.value())
        .isEqualTo(address(null, "High Street", "Leeds", null, "United Kingdom"));
    assertThat(fused.evidence()).extracting(one -> one.evidence().source()).containsExactly("osm");
  }
}
