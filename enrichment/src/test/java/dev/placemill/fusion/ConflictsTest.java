package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.OTHER_PHONE;
import static dev.placemill.fusion.Fused.PHONE;
import static dev.placemill.fusion.Fused.address;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.list;
import static dev.placemill.fusion.Fused.phone;
import static dev.placemill.fusion.Fused.saw;
import static dev.placemill.fusion.Fused.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.source.Observation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who holds another value is shown, with all there is to check it.
class ConflictsTest {
  static Stream<Arguments> attributesThatTwoSourcesKnowDifferently() {
    return Stream.of(
        Arguments.of(Attribute.PHONE, PHONE, OTHER_PHONE),
        Arguments.of(Attribute.OPENING_HOURS, hours("Mo-Fr 09:00-17:00"), hours("24/7")),
        Arguments.of(
            Attribute.ADDRESS,
            address("1", "Main Street", "Leeds", null, null),
            address("9", "High Street", "Leeds", null, null)),
        Arguments.of(
            Attribute.WEBSITE, text("https://a.example.com"), text("https://b.example.org")),
        Arguments.of(Attribute.EMAIL, text("a@example.com"), text("b@example.com")),
        Arguments.of(Attribute.NAME, text("Café Mill"), text("Twiga")),
        Arguments.of(Attribute.CITY, text("Leeds"), text("Bradford")),
        Arguments.of(Attribute.CATEGORIES, list("cafe"), list("bank")),
        Arguments.of(
            Attribute.HAS_WIFI, new AttributeValue.Flag(true), new AttributeValue.Flag(false)),
        Arguments.of(
            Attribute.PRICE_TIER,
            new AttributeValue.WholeNumber(1),
            new AttributeValue.WholeNumber(3)),
        Arguments.of(
            Attribute.COORDINATES,
            new AttributeValue.Point(new Coordinates(53.8, -1.5)),
            new AttributeValue.Point(new Coordinates(53.9, -1.5))),
        Arguments.of(Attribute.OPEN_CLOSED_STATUS, text("Open"), text("Temporarily Closed")));
  }

  @ParameterizedTest
  @MethodSource("attributesThatTwoSourcesKnowDifferently")
  void theLosersAreListedAndNamedAndLowerTheConfidence(
      Attribute attribute, AttributeValue winner, AttributeValue loser) {
    FusedAttribute alone = fuse(attribute, null, saw("osm", winner, 0.95));
    FusedAttribute fused =
        fuse(attribute, null, saw("osm", winner, 0.95), saw("my list", loser, 0.3));
    assertThat(fused.value()).isEqualTo(winner);
    assertThat(fused.probability()).isLessThan(alone.probability());
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(winner);
    assertThat(fused.conflicts()).hasSize(1);
    Observation shown = fused.conflicts().getFirst();
    assertThat(shown.value()).isEqualTo(loser);
    assertThat(shown.evidence().source()).isEqualTo("my list");
    assertThat(shown.evidence().recordId()).isEqualTo("node/1");
    assertThat(fused.reasoning()).contains("while my list node/1 of 2026-11-01 says ");
  }

  @Test
  void everyLoserIsListed() {
    AttributeValue third = phone("+12125642001");
    FusedAttribute fused =
        fuse(
            Attribute.PHONE,
            null,
            saw("website", PHONE, 0.95),
            saw("overture", OTHER_PHONE, 0.5),
            saw("foursquare", third, 0.4),
            saw("osm", PHONE, 0.9));
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(PHONE, PHONE);
    assertThat(fused.conflicts())
        .extracting(Observation::value)
        .containsExactly(OTHER_PHONE, third);
  }

  @Test
  void whoIsTooUncertainToContradictTheClientIsShownWithAllOthers() {
    FusedAttribute fused =
        fuse(
            Attribute.PHONE,
            phone("+12125642001"),
            saw("osm", PHONE, 0.4),
            saw("overture", OTHER_PHONE, 0.3));
    assertThat(fused.value()).isNull();
    assertThat(fused.conflicts())
        .extracting(Observation::value)
        .containsExactly(PHONE, OTHER_PHONE);
  }

  @Test
  void theClientIsHeardOnceAmongThoseWhoSayTheSame() {
    FusedAttribute fused =
        fuse(
            Attribute.PHONE,
            OTHER_PHONE,
            saw("website", PHONE, 0.95),
            saw("overture", OTHER_PHONE, 0.3));
    double website = 0.97 * 0.95;
    double clients = 1 - (1 - 0.5) * (1 - 0.82 * 0.3);
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.probability())
        .isCloseTo(
            website / (website + (1 - website) * (1 + clients / (1 - clients))), within(1e-9));
  }

  private static AttributeValue hours(String osm) {
    return Normalizer.openingHours(osm).orElseThrow();
  }
}
