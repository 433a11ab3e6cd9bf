package dev.placemill.bench.fit;

import java.util.Arrays;

/// The values of each feature, cut into at most 64 levels with about as many examples in each.
final class Levels {
  static final int MOST = 64;

  private final float[][] cuts;
  private final byte[][] levels;

  Levels(Examples examples, int features) {
    cuts = new float[features][];
    levels = new byte[features][examples.size()];
    for (int feature = 0; feature < features; feature++) {
      float[] column = new float[examples.size()];
      for (int row = 0; row < column.length; row++) {
        column[row] = examples.values(row)[feature];
      }
      cuts[feature] = cuts(column);
      for (int row = 0; row < column.length; row++) {
        levels[feature][row] = (byte) level(cuts[feature], column[row]);
      }
    }
  }

  /// What is up to a cut lies below it.
  float[] cuts(int feature) {
    return cuts[feature];
  }

  byte[] column(int feature) {
    return levels[feature];
  }

  private static int level(float[] cuts, float value) {
    int at = Arrays.binarySearch(cuts, value);
    return at >= 0 ? at : -at - 1;
  }

  private static float[] cuts(float[] column) {
    float[] sorted = column.clone();
    Arrays.sort(sorted);
    int distinct = 1;
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    float[] cuts = new float[MOST - 1];
    int count = 0;
    int next = 1;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        continue;
      }
      boolean due = distinct <= MOST || i >= (long) sorted.length * next / MOST;
      if (due && count < cuts.length) {
        cuts[count++] = (sorted[i] + sorted[i - 1]) / 2;
        next = (int) ((long) i * MOST / sorted.length) + 1;
      }
    }
    return Arrays.copyOf(cuts, count);
  }
}
