package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JaroWinklerTest {
  private static final double SAME_WORD = 0.86;

  @ParameterizedTest
  @CsvSource({
    "rcadia, arcadia",
    "arcadiaa, arcadia",
    "dgbeka, debeka",
    "edbeka, debeka",
    "debkea, debeka",
    "ddebeka, debeka"
  })
  void oneSlipLeavesALongWordTheSame(String written, String meant) {
    assertThat(JaroWinkler.areAlike(written, meant, SAME_WORD)).isTrue();
    assertThat(JaroWinkler.areAlike(meant, written, SAME_WORD)).isTrue();
    assertThat(JaroWinkler.alike(written, meant)).isGreaterThanOrEqualTo(SAME_WORD).isLessThan(1);
  }

  @ParameterizedTest
  @CsvSource({"spar, star", "post, rost", "abbot, rabat", "muster, master key", "one, two"})
  void otherWordsAndShortOnesAreOthers(String one, String other) {
    assertThat(JaroWinkler.areAlike(one, other, 0.9)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"debeka, debeka", "a, a"})
  void theSameWordIsTheSame(String one, String other) {
    assertThat(JaroWinkler.alike(one, other)).isEqualTo(1);
  }
}
