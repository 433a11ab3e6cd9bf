package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.fusion.Claim;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimReaderTest {
  @ParameterizedTest
  @CsvSource({
    "México, Mexico, MX",
    "Deutschland, Germany, DE",
    "日本, Japan, JP",
    "الإمارات العربية المتحدة, United Arab Emirates, AE",
    "香港, Hong Kong, HK",
    "Polska, Poland, PL",
  })
  void aCountryIsClaimedInWhateverLanguageItIsWritten(String written, String name, String code) {
    var address = new PostalAddress(null, null, null, null, null, null, null, written);

    assertThat(claim(Attribute.COUNTRY, address, null)).isEqualTo(text(name));
    assertThat(claim(Attribute.COUNTRY_CODE, address, null)).isEqualTo(text(code));
  }

  @ParameterizedTest
  @CsvSource({
    "fast food, fast_food_restaurant",
    "Warenhaus, department_store",
    "Shops > Books, bookstore",
    "a place for everybody, a place for everybody",
  })
  void aCategoryIsClaimedInTheWordsOfTheTaxonomyWhereItHasOne(String written, String id) {
    assertThat(claim(Attribute.CATEGORIES, PostalAddress.NONE, written))
        .isEqualTo(new Claim(new AttributeValue.TextList(List.of(id))));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"+377 93155000, -", "+377 93155000; +377 93155001, +37793155001"})
  void onlyWhoGaveASecondNumberClaimsOne(String phones, @Nullable String further) {
    var place =
        new Place(
            "a place",
            null,
            PostalAddress.NONE,
            "MC",
            new Claims(null, null, null, phones, null, null));
    var inquiry = new Inquiry(place, EnumSet.allOf(Attribute.class), List.of(), Instant.MAX);
    assertThat(ClaimReader.read(Attribute.PHONE_ADDITIONAL, inquiry))
        .isEqualTo(
            further == null ? null : new Claim(new AttributeValue.TextList(List.of(further))));
  }

  private static @Nullable Claim claim(
      Attribute attribute, PostalAddress address, @Nullable String category) {
    var place =
        new Place(
            "a place", null, address, null, new Claims(category, null, null, null, null, null));
    return ClaimReader.read(
        attribute, new Inquiry(place, EnumSet.allOf(Attribute.class), List.of(), Instant.MAX));
  }

  private static Claim text(String text) {
    return new Claim(new AttributeValue.Text(text));
  }
}
