package dev.placemill.bench.fit;

import dev.placemill.match.MatchFeature;
import dev.placemill.match.MatchFeatures;

/// A labelled pair as the values of its features, in the order of [MatchFeature].
@SuppressWarnings("EnumOrdinal") // an EnumMap would box a number per feature and pair
record ComparedPair(float[] values, boolean same) {
  static ComparedPair of(MatchFeatures features, boolean same) {
    MatchFeature[] all = MatchFeature.values();
    float[] values = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      values[i] = (float) features.of(all[i]);
    }
    return new ComparedPair(values, same);
  }

  double value(MatchFeature feature) {
    return values[feature.ordinal()];
  }
}
