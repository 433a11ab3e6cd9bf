package dev.placemill.evaluation;

/// How decisions compare with the truth.
///
/// @param right taken, and rightly so
/// @param wrong taken, and should not have been
/// @param missed should have been taken, and was not
public record Hits(double threshold, long right, long wrong, long missed) {
  /// The share of what was taken that is right; 1 when nothing was taken.
  public double precision() {
    return right + wrong == 0 ? 1 : (double) right / (right + wrong);
  }

  /// The share of what should have been taken that was; 1 when there was nothing to take.
  public double recall() {
    return right + missed == 0 ? 1 : (double) right / (right + missed);
  }

  /// The harmonic mean of both.
  public double f1() {
    long counted = 2 * right + wrong + missed;
    return counted == 0 ? 1 : 2.0 * right / counted;
  }
}
