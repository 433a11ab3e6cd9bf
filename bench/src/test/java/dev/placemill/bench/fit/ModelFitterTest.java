package dev.placemill.bench.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Confidence;
import dev.placemill.evaluation.LabelledPair;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ModelFitterTest {
  private static final List<String> NAMES =
      List.of("Bakery", "Cafe", "Hotel", "School", "Museum", "Garden", "Clinic", "Library");
  private static final double LEAST_MEAN_F1 = 0.925;
  private static final double LEAST_HIGH_PRECISION = 0.98;
  private static final double LARGEST_CALIBRATION_ERROR = 0.01;

  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  @Test
  void theSameSeedAndPairsGiveTheSameModelAndItTellsPlacesApart() {
    PairSet located = invented(new Random(1), 600);
    PairSet unlocated = located.withoutCoordinates();
    ModelFitter fitter = new ModelFitter(taxonomy);

    var fitted = fitter.fitted(List.of(located), List.of(unlocated));

    assertThat(fitter.fitted(List.of(located), List.of(unlocated))).isEqualTo(fitted);
    ScoredPairs scored = new ScoredPairs();
    invented(new Random(2), 600).judge(MatchModel.of(fitted), taxonomy, scored);
    assertThat(scored.from(ScoredPairs.DEFAULT_THRESHOLD).f1()).isGreaterThan(0.95);
  }

  @Test
  void theShippedModelKeepsWhatItPromisesOnTestSplits() throws IOException {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: Geo-ER not measured");
    Map<String, Double> figures = new LinkedHashMap<>();

    ScoredPairs all =
        Measuring.judgeTestSplits(MatchModel.load(), taxonomy, Path.of(data), figures);

    assertThat(figures.values().stream().mapToDouble(Double::doubleValue).average().orElse(0))
        .isGreaterThanOrEqualTo(LEAST_MEAN_F1);
    assertThat(all.calibrationError()).isLessThanOrEqualTo(LARGEST_CALIBRATION_ERROR);
    assertThat(all.from(Confidence.HIGH).precision()).isGreaterThanOrEqualTo(LEAST_HIGH_PRECISION);
  }

  /// Places of two words; the same place is a few metres away, another one far or of another name.
  private static PairSet invented(Random random, int size) {
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean same = i % 3 == 0;
      String name = name(random);
      double away = same ? random.nextDouble() * 1e-4 : 0.002 + random.nextDouble() * 1e-2;
      pairs.add(
          new LabelledPair(
              clues(name, 1), clues(same ? name + " Ltd" : name(random), 1 + away), same));
    }
    return PairSet.of(pairs);
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()))
        + " "
        + (char) ('A' + random.nextInt(26))
        + "ton";
  }

  private static Clues clues(String name, double latitude) {
    return Clues.of(
        new Place(name, new Coordinates(latitude, 103), PostalAddress.NONE, null, Claims.NONE),
        List.of(),
        List.of());
  }
}
