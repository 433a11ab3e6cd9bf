package dev.placemill.bench.fit;

/// How probabilities compare with the truth.
final class Judgements {
  private static final double TAKEN_FROM = 0.5;
  private static final double HIGH_FROM = 0.9;
  private static final int BINS = 15;

  private final int[] judged = new int[BINS];
  private final double[] promised = new double[BINS];
  private final int[] kept = new int[BINS];
  private int taken;
  private int same;
  private int rightlyTaken;
  private int high;
  private int rightlyHigh;

  void add(double probability, boolean isSame) {
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    judged[bin]++;
    promised[bin] += probability;
    kept[bin] += isSame ? 1 : 0;
    same += isSame ? 1 : 0;
    if (probability >= TAKEN_FROM) {
      taken++;
      rightlyTaken += isSame ? 1 : 0;
    }
    if (probability >= HIGH_FROM) {
      high++;
      rightlyHigh += isSame ? 1 : 0;
    }
  }

  void addAll(Judgements others) {
    for (int bin = 0; bin < BINS; bin++) {
      judged[bin] += others.judged[bin];
      promised[bin] += others.promised[bin];
      kept[bin] += others.kept[bin];
    }
    taken += others.taken;
    same += others.same;
    rightlyTaken += others.rightlyTaken;
    high += others.high;
    rightlyHigh += others.rightlyHigh;
  }

  double f1() {
    return 2.0 * rightlyTaken / Math.max(1, taken + same);
  }

  /// Of those of 0.9 and more.
  double highPrecision() {
    return (double) rightlyHigh / Math.max(1, high);
  }

  /// How far the probabilities of 15 bins are from the shares that were the same place.
  double calibrationError() {
    double error = 0;
    int all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(promised[bin] - kept[bin]);
      all += judged[bin];
    }
    return error / Math.max(1, all);
  }
}
