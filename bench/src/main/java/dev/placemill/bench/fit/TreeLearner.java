package dev.placemill.bench.fit;

import dev.placemill.match.MatchFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Gradient boosting of small trees for logistic loss: each tree mends what those before it left
/// wrong. A feature may move the score only in its [direction][MatchFeature.Direction]. The same
/// seed and examples give the same trees on every machine.
final class TreeLearner {
  /// @param rate how much of its verdict each tree may add
  /// @param ridge pulls the verdicts of small leaves towards 0
  /// @param leastCurvature examples that a leaf needs, counted by how undecided they are
  /// @param rows share of the examples that each tree sees
  /// @param features share of the features that each tree may ask
  record Settings(
      int trees,
      int depth,
      double rate,
      double ridge,
      double leastCurvature,
      double rows,
      double features,
      long seed) {}

  /// Trees in the form of `match-model.json`.
  ///
  /// @param cuts of the features that are asked; the trees name them by their place here
  record Trees(Map<MatchFeature, float[]> cuts, List<String> texts) {}

  private final Settings settings;

  TreeLearner(Settings settings) {
    this.settings = settings;
  }

  Trees fit(Examples examples) {
    MatchFeature[] features = MatchFeature.values();
    Levels levels = new Levels(examples, features.length);
    Random random = new Random(settings.seed());
    int size = examples.size();
    double[] score = new double[size];
    for (int row = 0; row < size; row++) {
      score[row] = examples.offset(row);
    }
    double[] gradient = new double[size];
    double[] curvature = new double[size];
    List<TreeGrowth> grown = new ArrayList<>();
    for (int tree = 0; tree < settings.trees(); tree++) {
      for (int row = 0; row < size; row++) {
        double probability = 1 / (1 + StrictMath.exp(-score[row]));
        gradient[row] = examples.weight(row) * (probability - (examples.isSame(row) ? 1 : 0));
        curvature[row] = examples.weight(row) * probability * (1 - probability);
      }
      TreeGrowth growth = new TreeGrowth(settings, levels, gradient, curvature, random);
      growth.addScores(score);
      grown.add(growth);
    }
    return written(features, levels, grown);
  }

  /// Names only the features that some tree asks.
  private static Trees written(MatchFeature[] features, Levels levels, List<TreeGrowth> grown) {
    boolean[] asked = new boolean[features.length];
    grown.forEach(tree -> tree.markAsked(asked));
    Map<MatchFeature, float[]> cuts = new LinkedHashMap<>();
    int[] places = new int[features.length];
    for (int feature = 0; feature < features.length; feature++) {
      if (asked[feature]) {
        places[feature] = cuts.size();
        cuts.put(features[feature], levels.cuts(feature));
      }
    }
    return new Trees(cuts, grown.stream().map(tree -> tree.text(places)).toList());
  }
}
