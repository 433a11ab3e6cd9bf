package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryNamesTest {
  @ParameterizedTest
  @CsvSource({
    "Deutschland, DE",
    "日本, JP",
    "россия, RU",
    "Côte d'Ivoire, CI",
    "USA, US",
    "UK, GB",
    "GBR, GB",
    "xk, -",
    "XK, XK",
    "Atlantis, -"
  })
  void aCountryIsKnownByNameInManyLanguagesAndByCodeInCapitals(String written, String code) {
    assertThat(CountryNames.load().find(written).orElse("-")).isEqualTo(code);
  }

  @Test
  void theScriptFoldsNamesAsFoldedTextDoes() {
    assertThat(CountryNames.load().names())
        .isNotEmpty()
        .allMatch(name -> FoldedText.of(name).spaced().equals(name));
  }
}
