package dev.placemill.bench.fit;

import dev.placemill.match.MatchFeature;
import java.util.Arrays;
import java.util.Random;

/// One tree, grown level by level from sums of gradients and curvatures over the levels of each
/// feature. Node 0 is the root; the children of node n are 2n+1 and 2n+2.
final class TreeGrowth {
  private static final int LEAF = -1;
  private static final int OUT = -1;
  private static final double UNITS = 1e4;

  private final TreeLearner.Settings settings;
  private final Levels levels;
  private final double[] gradient;
  private final double[] curvature;

  /// Where each example has come, or OUT for those that this tree does not see.
  private final int[] nodeOf;

  private final int[] feature;
  private final int[] level;
  private final double[] gradientSum;
  private final double[] curvatureSum;

  // Between what a node's verdict must lie, so that no path contradicts a feature's direction.
  private final double[] lowest;
  private final double[] highest;

  TreeGrowth(
      TreeLearner.Settings settings,
      Levels levels,
      double[] gradient,
      double[] curvature,
      Random random) {
    this.settings = settings;
    this.levels = levels;
    this.gradient = gradient;
    this.curvature = curvature;
    int nodes = (1 << (settings.depth() + 1)) - 1;
    nodeOf = new int[gradient.length];
    feature = new int[nodes];
    level = new int[nodes];
    gradientSum = new double[nodes];
    curvatureSum = new double[nodes];
    lowest = new double[nodes];
    highest = new double[nodes];
    Arrays.fill(feature, LEAF);
    lowest[0] = Double.NEGATIVE_INFINITY;
    highest[0] = Double.POSITIVE_INFINITY;
    for (int row = 0; row < nodeOf.length; row++) {
      nodeOf[row] = random.nextDouble() < settings.rows() ? 0 : OUT;
      if (nodeOf[row] == 0) {
        gradientSum[0] += gradient[row];
        curvatureSum[0] += curvature[row];
      }
    }
    MatchFeature[] features = MatchFeature.values();
    boolean[] allowed = new boolean[features.length];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = random.nextDouble() < settings.features();
    }
    for (int depth = 0; depth < settings.depth(); depth++) {
      growLevel(depth, features, allowed);
    }
  }

  /// The best split of one node so far.
  private static final class Split {
    private double gain;
    private int feature = LEAF;
    private int level;
    private double leftGradient;
    private double leftCurvature;
  }

  private void growLevel(int depth, MatchFeature[] features, boolean[] allowed) {
    int first = (1 << depth) - 1;
    int count = 1 << depth;
    Split[] best = new Split[count];
    Arrays.setAll(best, _ -> new Split());
    for (int i = 0; i < features.length; i++) {
      if (allowed[i] && levels.cuts(i).length > 0) {
        seek(i, features[i].direction().sign(), first, best);
      }
    }
    for (int i = 0; i < count; i++) {
      if (best[i].feature != LEAF) {
        split(first + i, best[i], features[best[i].feature].direction().sign());
      }
    }
    for (int row = 0; row < nodeOf.length; row++) {
      int node = nodeOf[row];
      if (node >= first && feature[node] != LEAF) {
        nodeOf[row] = child(node, row);
      }
    }
  }

  private int child(int node, int row) {
    return 2 * node + (levels.column(feature[node])[row] <= level[node] ? 1 : 2);
  }

  private void seek(int candidate, int sign, int first, Split[] best) {
    double[] gradients = new double[best.length * Levels.MOST];
    double[] curvatures = new double[best.length * Levels.MOST];
    byte[] column = levels.column(candidate);
    for (int row = 0; row < nodeOf.length; row++) {
      int place = nodeOf[row] - first;
      if (nodeOf[row] != OUT && place >= 0) {
        int cell = place * Levels.MOST + column[row];
        gradients[cell] += gradient[row];
        curvatures[cell] += curvature[row];
      }
    }
    int cuts = levels.cuts(candidate).length;
    for (int place = 0; place < best.length; place++) {
      double leftGradient = 0;
      double leftCurvature = 0;
      for (int cut = 0; cut < cuts; cut++) {
        leftGradient += gradients[place * Levels.MOST + cut];
        leftCurvature += curvatures[place * Levels.MOST + cut];
        double gain = gain(first + place, leftGradient, leftCurvature, sign);
        if (gain > best[place].gain) {
          best[place].gain = gain;
          best[place].feature = candidate;
          best[place].level = cut;
          best[place].leftGradient = leftGradient;
          best[place].leftCurvature = leftCurvature;
        }
      }
    }
  }

  /// What a split would win; 0 for one that leaves a side too few examples or moves the score
  /// against the feature's direction.
  private double gain(int node, double leftGradient, double leftCurvature, int sign) {
    double rightGradient = gradientSum[node] - leftGradient;
    double rightCurvature = curvatureSum[node] - leftCurvature;
    if (leftCurvature < settings.leastCurvature() || rightCurvature < settings.leastCurvature()) {
      return 0;
    }
    double left = verdict(leftGradient, leftCurvature, node);
    double right = verdict(rightGradient, rightCurvature, node);
    if ((right - left) * sign < 0) {
      return 0;
    }
    double whole = verdict(gradientSum[node], curvatureSum[node], node);
    return won(leftGradient, leftCurvature, left)
        + won(rightGradient, rightCurvature, right)
        - won(gradientSum[node], curvatureSum[node], whole);
  }

  private double verdict(double gradients, double curvatures, int node) {
    return Math.clamp(-gradients / (curvatures + settings.ridge()), lowest[node], highest[node]);
  }

  private double won(double gradients, double curvatures, double verdict) {
    return -(2 * gradients * verdict + (curvatures + settings.ridge()) * verdict * verdict);
  }

  private void split(int node, Split split, int sign) {
    feature[node] = split.feature;
    level[node] = split.level;
    int left = 2 * node + 1;
    int right = left + 1;
    gradientSum[left] = split.leftGradient;
    curvatureSum[left] = split.leftCurvature;
    gradientSum[right] = gradientSum[node] - split.leftGradient;
    curvatureSum[right] = curvatureSum[node] - split.leftCurvature;
    double between =
        (verdict(gradientSum[left], curvatureSum[left], node)
                + verdict(gradientSum[right], curvatureSum[right], node))
            / 2;
    lowest[left] = sign < 0 ? between : lowest[node];
    highest[left] = sign > 0 ? between : highest[node];
    lowest[right] = sign > 0 ? between : lowest[node];
    highest[right] = sign < 0 ? between : highest[node];
  }

  /// What the tree adds to a score, as it will be read: in ten-thousandths.
  private long units(int node) {
    return Math.round(
        settings.rate() * verdict(gradientSum[node], curvatureSum[node], node) * UNITS);
  }

  void addScores(double[] scores) {
    for (int row = 0; row < scores.length; row++) {
      int node = 0;
      while (feature[node] != LEAF) {
        node = child(node, row);
      }
      scores[row] += units(node) / UNITS;
    }
  }

  void markAsked(boolean[] asked) {
    for (int each : feature) {
      if (each != LEAF) {
        asked[each] = true;
      }
    }
  }

  /// @param places what the trees call each feature
  String text(int[] places) {
    StringBuilder text = new StringBuilder();
    write(0, places, text);
    return text.toString();
  }

  private void write(int node, int[] places, StringBuilder text) {
    if (node > 0) {
      text.append(' ');
    }
    if (feature[node] == LEAF) {
      text.append(units(node));
      return;
    }
    text.append(places[feature[node]]).append(':').append(level[node]).append(':');
    text.append(units(node));
    write(2 * node + 1, places, text);
    write(2 * node + 2, places, text);
  }
}
