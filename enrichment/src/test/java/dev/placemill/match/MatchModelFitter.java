package dev.placemill.match;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Fits the weights of `match-model.json` that Geo-ER can teach, on its train splits, and prints
/// them. A weight may not take the sign that its feature's name denies, so that every term of a
/// score explains itself.
final class MatchModelFitter {
  private static final int STEPS = 1500;
  private static final double STEP = 0.03;
  private static final double RIDGE = 1e-4;

  private static final List<MatchFeature> LOCATION =
      List.of(MatchFeature.LN_METRES, MatchFeature.NEAR, MatchFeature.NAME_AND_NEAR);
  private static final Set<MatchFeature> FITTED =
      EnumSet.range(MatchFeature.NAME_TRIGRAMS, MatchFeature.POSTCODE_CONFLICTS);

  private MatchModelFitter() {}

  /// Prints both sets of weights; the one argument is the directory that holds `geoer`.
  @SuppressWarnings("SystemOut")
  static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    for (boolean located : new boolean[] {true, false}) {
      System.out.println(located ? "located" : "unlocated");
      print(fit(data, located), located);
    }
  }

  private static List<MatchFeature> features(boolean located) {
    return FITTED.stream()
        .filter(feature -> feature != MatchFeature.FORMER_NAME)
        .filter(feature -> located || !LOCATION.contains(feature))
        .toList();
  }

  @SuppressWarnings("SystemOut")
  private static void print(double[] weights, boolean located) {
    System.out.printf(Locale.ROOT, "\"bias\": %.2f%n", weights[weights.length - 1]);
    List<MatchFeature> features = features(located);
    for (int i = 0; i < features.size(); i++) {
      System.out.printf(Locale.ROOT, "\"%s\": %.2f,%n", features.get(i).wireName(), weights[i]);
    }
  }

  private static double[] fit(Path data, boolean located) throws IOException {
    List<MatchFeature> features = features(located);
    List<double[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
    for (String set : GeoErPairs.SETS) {
      GeoErPairs pairs = GeoErPairs.read(data, set, "train");
      for (GeoErPairs.Pair pair : pairs.pairs()) {
        GeoErPairs.Pair seen = located ? pair : pair.withoutCoordinates();
        MatchFeatures compared =
            MatchFeatures.of(seen.one(), seen.other(), pairs.statistics(), taxonomy);
        double[] row = new double[features.size() + 1];
        for (int i = 0; i < features.size(); i++) {
          row[i] = compared.of(features.get(i));
        }
        row[features.size()] = 1;
        rows.add(row);
        labels.add(pair.same());
      }
    }
    return descend(features, rows, labels);
  }

  /// Adam on the whole batch; after each step a weight of the wrong sign is put back to 0.
  private static double[] descend(
      List<MatchFeature> features, List<double[]> rows, List<Boolean> labels) {
    int width = features.size() + 1;
    double[] weights = new double[width];
    double[] mean = new double[width];
    double[] square = new double[width];
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient = gradient(weights, rows, labels);
      for (int i = 0; i < width; i++) {
        mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
        square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
        double first = mean[i] / (1 - Math.pow(0.9, step));
        double second = square[i] / (1 - Math.pow(0.999, step));
        weights[i] -= STEP * first / (Math.sqrt(second) + 1e-8);
        if (i < features.size() && weights[i] * sign(features.get(i)) < 0) {
          weights[i] = 0;
        }
      }
    }
    return weights;
  }

  private static double[] gradient(double[] weights, List<double[]> rows, List<Boolean> labels) {
    double[] gradient = new double[weights.length];
    for (int row = 0; row < rows.size(); row++) {
      double[] values = rows.get(row);
      double score = 0;
      for (int i = 0; i < weights.length; i++) {
        score += weights[i] * values[i];
      }
      double error = 1 / (1 + Math.exp(-score)) - (labels.get(row) ? 1 : 0);
      for (int i = 0; i < weights.length; i++) {
        gradient[i] += error * values[i] / rows.size();
      }
    }
    for (int i = 0; i < weights.length - 1; i++) {
      gradient[i] += RIDGE * weights[i];
    }
    return gradient;
  }

  private static int sign(MatchFeature feature) {
    if (feature == MatchFeature.LN_METRES || feature == MatchFeature.NAME_FREQUENCY) {
      return -1;
    }
    return feature.name().endsWith("_CONFLICTS") ? -1 : 1;
  }
}
