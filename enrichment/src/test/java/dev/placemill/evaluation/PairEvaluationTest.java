package dev.placemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Clues;
import dev.placemill.match.Match;
import dev.placemill.match.MatchModel;
import dev.placemill.match.NameForm;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairEvaluationTest {
  private static final LabelledPair SAME =
      new LabelledPair(side("Café Morgenrot", 52.5231), side("Cafe Morgenrot", 52.5232), true);
  private static final LabelledPair TWO =
      new LabelledPair(side("Café Morgenrot", 52.5231), side("Tea & Tiles", 52.5239), false);

  @Test
  void pairsAreScoredInTheirOrderWithTheReason() {
    List<Match> matches = new ArrayList<>();
    List<String> names = new ArrayList<>();

    ScoredPairs scored =
        new PairEvaluation(MatchModel.load())
            .run(
                List.of(SAME, TWO),
                pair -> pair,
                (pair, match) -> {
                  names.add(pair.right().names().getFirst().joined());
                  matches.add(match);
                });

    assertThat(names)
        .containsExactly(
            NameForm.of("Cafe Morgenrot").joined(), NameForm.of("Tea & Tiles").joined());
    assertThat(matches.getFirst().reason()).contains("same name", "11 m away");
    assertThat(scored.from(0.5)).isEqualTo(new Hits(0.5, 1, 0, 0));
  }

  @Test
  void aSideMayBeAllBlank() {
    Clues blank =
        new PairSide(null, null, PostalAddress.NONE, null, null, null, null)
            .clues(CategoryTaxonomy.load());

    ScoredPairs scored =
        new PairEvaluation(MatchModel.load())
            .run(List.of(new LabelledPair(blank, side("Tea & Tiles", 52.5), false)));

    assertThat(scored.from(0.5)).isEqualTo(new Hits(0.5, 0, 0, 0));
  }

  private static Clues side(String name, double latitude) {
    return new PairSide(
            name, new Coordinates(latitude, 13.4), PostalAddress.NONE, null, null, null, null)
        .clues(CategoryTaxonomy.load());
  }
}
