package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedTextTest {
  @Test
  void caseAccentsAndPunctuationDoNotMatter() {
    assertThat(FoldedText.of("CAFÉ  de l'Opéra – N° 1").spaced()).isEqualTo("cafe de lopera n 1");
    assertThat(FoldedText.of("H&M").spaced()).isEqualTo("h and m");
    assertThat(FoldedText.of("Straße Łódź Ø").spaced()).isEqualTo("strasse lodz o");
  }

  @Test
  void joinedForgivesSpacesInsideAName() {
    assertThat(FoldedText.of("Mc Donald's").joined())
        .isEqualTo(FoldedText.of("McDonalds").joined());
  }

  @Test
  void otherScriptsKeepTheirLetters() {
    assertThat(FoldedText.of("マクドナルド 新宿ガード").spaced()).isEqualTo("マクドナルド 新宿ガード");
    assertThat(FoldedText.of("Пятёрочка").spaced()).isEqualTo("пятерочка");
    assertThat(FoldedText.of("ستاربكس").spaced()).isEqualTo("ستاربكس");
  }

  @Test
  void nothingButPunctuationIsEmpty() {
    assertThat(FoldedText.of(" -- !! ").isEmpty()).isTrue();
  }

  @Test
  void plainTextIsFoldedAsTextWithAccentsIs() {
    for (String text : List.of("A-1 Auto's `Best` & Co.", "R&B", "  x_y/Z9 ", "7-Eleven (24h)")) {
      assertThat(FoldedText.of(text + " é").words())
          .as(text)
          .startsWith(FoldedText.of(text).words().toArray(String[]::new))
          .endsWith("e")
          .hasSize(FoldedText.of(text).words().size() + 1);
    }
  }
}
