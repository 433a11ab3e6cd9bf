package dev.placemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Confidence;
import org.junit.jupiter.api.Test;

class ScoredPairsTest {
  @Test
  void aThresholdDecidesWhatIsRightWrongAndMissed() {
    ScoredPairs scored = scored();

    Hits hits = scored.from(ScoredPairs.DEFAULT_THRESHOLD);

    assertThat(hits).isEqualTo(new Hits(0.5, 2, 1, 1));
    assertThat(hits.precision()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(hits.recall()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(hits.f1()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scored.pairs()).isEqualTo(5);
    assertThat(scored.samePairs()).isEqualTo(3);
  }

  @Test
  void theBestThresholdTakesPairsOfOneProbabilityTogether() {
    ScoredPairs scored = new ScoredPairs();
    scored.add(0.4, true);
    scored.add(0.4, false);
    scored.add(0.4, true);
    scored.add(0.2, false);

    assertThat(scored.best()).isEqualTo(new Hits(0.4, 2, 1, 0));
  }

  @Test
  void theBestThresholdIsNeverWorseThanTheDefault() {
    assertThat(scored().best()).isEqualTo(new Hits(0.3, 3, 1, 0));
    ScoredPairs none = new ScoredPairs();
    none.add(0.1, false);
    assertThat(none.best().f1()).isEqualTo(1);
  }

  @Test
  void confidenceWordsAreThresholdsToo() {
    assertThat(scored().from(Confidence.HIGH)).isEqualTo(new Hits(0.9, 1, 0, 2));
    assertThat(scored().from(Confidence.HIGH).precision()).isEqualTo(1);
  }

  @Test
  void theCalibrationErrorIsTheDistanceOfWhatIsSaidFromWhatIsTrue() {
    ScoredPairs honest = new ScoredPairs();
    ScoredPairs boastful = new ScoredPairs();
    for (int i = 0; i < 10; i++) {
      honest.add(0.8, i < 8);
      boastful.add(0.999, i < 8);
    }

    assertThat(honest.calibrationError()).isCloseTo(0, within(1e-9));
    assertThat(boastful.calibrationError()).isCloseTo(0.199, within(1e-9));
    assertThat(new ScoredPairs().calibrationError()).isZero();
  }

  @Test
  void fifteenBinsHoldEveryPairOnce() {
    ScoredPairs scored = scored();
    scored.add(1, true);
    scored.add(0, false);

    assertThat(scored.reliability()).hasSize(15);
    assertThat(scored.reliability().stream().mapToLong(ScoredPairs.Bin::pairs).sum()).isEqualTo(7);
    assertThat(scored.reliability().getLast().share()).isEqualTo(1);
  }

  @Test
  void moreThanFitAtFirstAreKept() {
    ScoredPairs many = new ScoredPairs();
    for (int i = 0; i < 5_000; i++) {
      many.add(i / 5_000.0, i >= 2_500);
    }
    ScoredPairs twice = new ScoredPairs();
    twice.addAll(many);
    twice.addAll(many);

    assertThat(twice.from(0.5)).isEqualTo(new Hits(0.5, 5_000, 0, 0));
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> new ScoredPairs().add(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ScoredPairs scored() {
    ScoredPairs scored = new ScoredPairs();
    scored.add(0.95, true);
    scored.add(0.7, true);
    scored.add(0.6, false);
    scored.add(0.3, true);
    scored.add(0.1, false);
    return scored;
  }
}
