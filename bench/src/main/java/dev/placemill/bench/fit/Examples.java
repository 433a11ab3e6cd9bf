package dev.placemill.bench.fit;

import java.util.ArrayList;
import java.util.List;

/// Compared pairs of which it is known whether both are one place.
final class Examples {
  private final List<float[]> values = new ArrayList<>();
  private final List<Boolean> same = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final List<Double> offsets = new ArrayList<>();

  /// @param pairs of one collection; what share of them is the same place is a habit of the
  ///   collection and no property of places, so the trees are spared to learn it
  /// @param weight how much each of them counts
  /// @param byHand what the score will have added already, so that the trees learn only the rest
  void addAll(List<ComparedPair> pairs, double weight, List<ModelFitter.ByHand> byHand) {
    double offset = logOdds(pairs);
    for (ComparedPair pair : pairs) {
      values.add(pair.values());
      same.add(pair.same());
      weights.add(weight);
      offsets.add(offset + byHand.stream().mapToDouble(hand -> hand.term(pair)).sum());
    }
  }

  /// Of the share of the pairs that are one place.
  static double logOdds(List<ComparedPair> pairs) {
    long positive = pairs.stream().filter(ComparedPair::same).count();
    return StrictMath.log((positive + 1.0) / (pairs.size() - positive + 1.0));
  }

  int size() {
    return values.size();
  }

  float[] values(int row) {
    return values.get(row);
  }

  boolean isSame(int row) {
    return same.get(row);
  }

  double weight(int row) {
    return weights.get(row);
  }

  double offset(int row) {
    return offsets.get(row);
  }
}
