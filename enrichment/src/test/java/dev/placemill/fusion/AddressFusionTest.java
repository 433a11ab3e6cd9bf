package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.address;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.saw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.place.PostalAddress;
import org.junit.jupiter.api.Test;

/// Addresses are merged part by part.
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
  }

  @Test
  void anAddressOnOneLineIsVerifiedByARecordItContains() {
    var client =
        new AttributeValue.Address(
            new PostalAddress(
                "12 rue Grimaldi, 98000 Monaco", null, null, null, null, null, null, null));
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            client,
            saw("osm", address("12", "Rue Grimaldi", "Monaco", null, null), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
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
}
