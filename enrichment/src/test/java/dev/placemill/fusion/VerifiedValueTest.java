package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.FUSION;
import static dev.placemill.fusion.Fused.OTHER_PHONE;
import static dev.placemill.fusion.Fused.PHONE;
import static dev.placemill.fusion.Fused.TODAY;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.list;
import static dev.placemill.fusion.Fused.ofBrand;
import static dev.placemill.fusion.Fused.saw;
import static dev.placemill.fusion.Fused.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The client's value, confirmed, corrected or left alone.
class VerifiedValueTest {
  @Test
  void theClientsValueIsVerifiedAndMakesItSurer() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE, saw("osm", PHONE, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.probability()).isGreaterThan(0.9);
    assertThat(fused.reasoning()).startsWith("Your value is confirmed by osm node/1");
  }

  @Test
  void theClientsValueIsCorrectedByBetterEvidence() {
    FusedAttribute fused = fuse(Attribute.PHONE, OTHER_PHONE, saw("osm", PHONE, 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.probability()).isLessThan(0.94 * 0.95);
  }

  @Test
  void theClientsValueIsNotCorrectedByWeakerEvidence() {
    FusedAttribute fused = fuse(Attribute.PHONE, OTHER_PHONE, saw("osm", PHONE, 0.4));
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.conflicts()).hasSize(1);
    assertThat(fused.reasoning()).contains("too uncertain to contradict it");
  }

  @Test
  void aClaimThatCannotBeReadIsCorrectedByWhatIsFound() {
    FusedAttribute fused =
        FUSION.fuse(
            new Question(
                Attribute.PHONE,
                new Claim(null),
                List.of(saw("osm", PHONE, 0.9).of(Attribute.PHONE)),
                List.of()),
            TODAY);
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void aClaimNobodySpeaksOfIsNotGivenBackAsAFinding() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE);
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.probability()).isZero();
  }

  @Test
  void aNameThatSaysMoreOrLessIsTheClientsNameVerified() {
    FusedAttribute fused =
        fuse(Attribute.NAME, text("Starbucks"), saw("osm", text("Starbucks Coffee"), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(text("Starbucks"));
    FusedAttribute spelling =
        fuse(Attribute.NAME, text("Mc Donalds"), saw("osm", text("McDonald's"), 0.95));
    assertThat(spelling.value()).isEqualTo(text("McDonald's"));
    FusedAttribute typo =
        fuse(Attribute.NAME, text("Strabucks"), saw("osm", text("Starbucks"), 0.95));
    assertThat(typo.status()).isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void categoriesAgreeWhenTheyOverlap() {
    FusedAttribute fused =
        fuse(
            Attribute.CATEGORIES,
            list("Bakery"),
            saw("osm", list("Cafe", "Bakery"), 0.9),
            ofBrand(list("cafe"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(list("Cafe", "Bakery"));
    assertThat(fused.confidence()).isEqualTo(Confidence.VERY_HIGH);
  }

  @Test
  void aCategoryInTheClientsOwnWordsIsNoContradiction() {
    FusedAttribute fused =
        fuse(Attribute.CATEGORIES, list("Coffee place"), saw("osm", list("Cafe"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.probability()).isCloseTo(0.96 * 0.9, within(1e-9));
  }

  @Test
  void nearbyPointsAgree() {
    var claimed = new AttributeValue.Point(new Coordinates(43.7400, 7.4270));
    var near = new AttributeValue.Point(new Coordinates(43.7405, 7.4272));
    var far = new AttributeValue.Point(new Coordinates(43.7500, 7.4270));
    assertThat(fuse(Attribute.COORDINATES, claimed, saw("osm", near, 0.95)).status())
        .isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fuse(Attribute.COORDINATES, claimed, saw("osm", far, 0.95)).status())
        .isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void hoursAgreeHoweverTheyAreWritten() {
    AttributeValue claimed = Normalizer.openingHours("Mo-Fr 8-17").orElseThrow();
    AttributeValue found = Normalizer.openingHours("Mo-Fr 08:00-17:00; PH off").orElseThrow();
    FusedAttribute fused = fuse(Attribute.OPENING_HOURS, claimed, saw("website", found, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(found);
  }
}
