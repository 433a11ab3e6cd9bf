package dev.placemill.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the match score is made of. It comes from `match-model.json`, which also says how it was
/// fitted and measured.
@SuppressWarnings("EnumOrdinal") // features are counted by their ordinals; see MatchFeatures
public final class MatchModel {
  private static final String RESOURCE = "match-model.json";

  private final int version;
  private final Part located;
  private final Part unlocated;

  private MatchModel(int version, Part located, Part unlocated) {
    this.version = version;
    this.located = located;
    this.unlocated = unlocated;
  }

  /// What a feature adds that no labelled pairs teach, times its value.
  ///
  /// @param conflict where the value is negative
  /// @param agreement where it is positive
  record Weight(double conflict, double agreement) {
    double term(double value) {
      return value > 0 ? agreement * value : conflict * -value;
    }
  }

  /// One model: fitted trees, and weights set by hand.
  static final class Part {
    private final BoostedTrees trees;
    private final MatchFeature[] byHand;
    private final Weight[] weights;

    Part(BoostedTrees trees, Map<MatchFeature, Weight> byHand) {
      this.trees = trees;
      Map<MatchFeature, Weight> inOrder = new EnumMap<>(byHand);
      this.byHand = inOrder.keySet().toArray(MatchFeature[]::new);
      this.weights = inOrder.values().toArray(Weight[]::new);
    }

    double score(MatchFeatures features) {
      double score = trees.score(features.values());
      for (int i = 0; i < byHand.length; i++) {
        score += weights[i].term(features.of(byHand[i]));
      }
      return score;
    }

    /// What each feature has added to the score; those that have added nothing are absent.
    Map<MatchFeature, Double> terms(MatchFeatures features) {
      double[] sums = new double[MatchFeature.values().length];
      trees.explain(features.values(), sums);
      for (int i = 0; i < byHand.length; i++) {
        sums[byHand[i].ordinal()] += weights[i].term(features.of(byHand[i]));
      }
      Map<MatchFeature, Double> terms = new EnumMap<>(MatchFeature.class);
      for (MatchFeature feature : MatchFeature.values()) {
        if (sums[feature.ordinal()] != 0) {
          terms.put(feature, sums[feature.ordinal()]);
        }
      }
      return terms;
    }
  }

  /// The model that ships with the library.
  public static MatchModel load() {
    try (InputStream json =
        Objects.requireNonNull(MatchModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return of(new JsonMapper().readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The model that was written as `match-model.json` is.
  public static MatchModel of(JsonNode model) {
    Map<String, MatchFeature> byName = new HashMap<>();
    for (MatchFeature feature : MatchFeature.values()) {
      byName.put(feature.wireName(), feature);
    }
    return new MatchModel(
        model.required("version").asInt(),
        part(model.required("located"), byName),
        part(model.required("unlocated"), byName));
  }

  /// Raised with every change of the model.
  public int version() {
    return version;
  }

  Part partFor(MatchFeatures features) {
    return features.isLocated() ? located : unlocated;
  }

  private static Part part(JsonNode node, Map<String, MatchFeature> byName) {
    Map<MatchFeature, Weight> byHand = new EnumMap<>(MatchFeature.class);
    for (Map.Entry<String, JsonNode> entry : node.required("set_by_hand").properties()) {
      byHand.put(
          feature(entry.getKey(), byName),
          new Weight(
              entry.getValue().required("conflict").asDouble(),
              entry.getValue().required("agreement").asDouble()));
    }
    return new Part(BoostedTrees.read(node, byName), byHand);
  }

  static MatchFeature feature(String name, Map<String, MatchFeature> byName) {
    MatchFeature feature = byName.get(name);
    if (feature == null) {
      throw new IllegalStateException(RESOURCE + " weighs an unknown feature: " + name);
    }
    return feature;
  }
}
