package dev.placemill.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void theLastLineHoldsEveryFigureAsKeyAndValue() {
    var figures = new Figures().add("lost", "places lost", 0).add("share", "a share", 0.25, 2);

    assertThat(figures.line()).isEqualTo("lost=0 share=0.25");
    assertThat(figures.table()).contains("| places lost | 0 |", "| a share | 0.25 |");
    assertThat(figures.allGoalsMet()).isTrue();
  }

  @Test
  void aMissedGoalIsSaidAndFails() {
    var figures = new Figures().require(true, "kept").require(false, "no place is lost");

    assertThat(figures.allGoalsMet()).isFalse();
    assertThat(figures.table()).contains("MISSED: no place is lost").doesNotContain("kept");
  }
}
