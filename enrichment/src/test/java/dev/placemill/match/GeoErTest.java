package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Measures the shipped weights on the test splits of Geo-ER.
class GeoErTest {
  /// The best mean of logistic models over the same four sets is about 0.90.
  private static final double LEAST_MEAN_F1 = 0.89;

  private static final double LARGEST_CALIBRATION_ERROR = 0.03;

  private int[] judgedPerBin = new int[15];
  private double[] probabilityPerBin = new double[15];
  private int[] samePerBin = new int[15];

  @Test
  @SuppressWarnings("SystemOut")
  void theShippedWeightsTellPlacesApartInCitiesTheyWereFittedOn() throws IOException {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: Geo-ER not measured");
    double sum = 0;
    for (String set : GeoErPairs.SETS) {
      double f1 = f1(GeoErPairs.read(Path.of(data), set, "test"), false);
      double unlocated = f1(GeoErPairs.read(Path.of(data), set, "test"), true);
      System.out.printf(Locale.ROOT, "%s F1 %.3f, without coordinates %.3f%n", set, f1, unlocated);
      sum += f1;
    }
    System.out.printf(
        Locale.ROOT,
        "mean F1 %.3f, calibration error %.4f%n",
        sum / GeoErPairs.SETS.size(),
        calibrationError());
    assertThat(sum / GeoErPairs.SETS.size()).isGreaterThan(LEAST_MEAN_F1);
    assertThat(calibrationError()).isLessThan(LARGEST_CALIBRATION_ERROR);
  }

  private double f1(GeoErPairs set, boolean withoutCoordinates) {
    var scorer = new MatchScorer(MatchModel.load(), set.statistics(), CategoryTaxonomy.load());
    List<GeoErPairs.Pair> pairs = set.pairs();
    int right = 0;
    int taken = 0;
    int same = 0;
    for (GeoErPairs.Pair pair : pairs) {
      GeoErPairs.Pair seen = withoutCoordinates ? pair.withoutCoordinates() : pair;
      double probability = scorer.score(seen.one(), seen.other()).probability();
      if (!withoutCoordinates) {
        count(probability, pair.same());
      }
      boolean accepted = probability >= 0.5;
      taken += accepted ? 1 : 0;
      same += pair.same() ? 1 : 0;
      right += accepted && pair.same() ? 1 : 0;
    }
    return 2.0 * right / (taken + same);
  }

  private void count(double probability, boolean same) {
    int bin = Math.min(judgedPerBin.length - 1, (int) (probability * judgedPerBin.length));
    judgedPerBin[bin]++;
    probabilityPerBin[bin] += probability;
    samePerBin[bin] += same ? 1 : 0;
  }

  private double calibrationError() {
    double error = 0;
    int all = 0;
    for (int bin = 0; bin < judgedPerBin.length; bin++) {
      error += Math.abs(probabilityPerBin[bin] - samePerBin[bin]);
      all += judgedPerBin[bin];
    }
    return error / all;
  }
}
