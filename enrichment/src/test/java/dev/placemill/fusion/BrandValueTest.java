package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.OTHER_PHONE;
import static dev.placemill.fusion.Fused.PHONE;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.ofBrand;
import static dev.placemill.fusion.Fused.phone;
import static dev.placemill.fusion.Fused.saw;
import static dev.placemill.fusion.Fused.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is the brand's, and what the branch's own.
class BrandValueTest {
  @Test
  void aBrandsValueIsNeverHighForABranchAndSaysSo() {
    FusedAttribute phone = fuse(Attribute.PHONE, null, ofBrand(PHONE, 1), ofBrand(PHONE, 1));
    assertThat(phone.probability()).isLessThanOrEqualTo(0.89);
    assertThat(phone.reasoning()).contains("as a value of the brand");
    FusedAttribute website =
        fuse(
            Attribute.WEBSITE,
            text("https://example.com"),
            ofBrand(text("https://www.example.com"), 1));
    assertThat(website.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(website.status()).isEqualTo(AttributeStatus.VERIFIED);
  }

  @ParameterizedTest
  @EnumSource(names = {"BRAND_NAME", "CHAIN_ID", "LOGO_URL"})
  void aFactOfTheBrandIsNotCapped(Attribute fact) {
    FusedAttribute fused = fuse(fact, null, ofBrand(text("Q38076"), 1));
    assertThat(fused.probability()).isGreaterThan(0.89);
  }

  @Test
  void theBranchsOwnValueIsPreferredToItsBrandsAndNotDoubtedByIt() {
    FusedAttribute fused =
        fuse(Attribute.PHONE, null, ofBrand(OTHER_PHONE, 1), saw("osm", PHONE, 0.7));
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.probability()).isCloseTo(0.94 * 0.7, within(1e-9));
  }

  @Test
  void theBranchsPageIsPreferredToTheFrontPageOfItsBrand() {
    FusedAttribute fused =
        fuse(
            Attribute.WEBSITE,
            null,
            ofBrand(text("https://www.example.com"), 1),
            saw("osm", text("https://example.com/stores/7"), 0.9));
    assertThat(fused.value()).isEqualTo(text("https://example.com/stores/7"));
    assertThat(fused.probability()).isGreaterThan(0.9);
  }

  @Test
  void aBrandsValueDoesNotContradictTheClient() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE, ofBrand(OTHER_PHONE, 1));
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.reasoning()).contains("the brand's, not the branch's own");
  }
}
