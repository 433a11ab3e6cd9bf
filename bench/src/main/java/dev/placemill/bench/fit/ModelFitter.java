package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.MatchFeature;
import dev.placemill.match.MatchModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says what is fitted to which pairs, and what is set by hand because no pairs teach it.
public final class ModelFitter {
  static final long SEED = 7;

  private static final TreeLearner.Settings LOCATED =
      new TreeLearner.Settings(400, 4, 0.03, 2, 5, 0.7, 0.6, SEED);
  private static final TreeLearner.Settings UNLOCATED =
      new TreeLearner.Settings(400, 4, 0.03, 4, 3, 0.7, 0.6, SEED);

  /// Pairs whose coordinates were taken away know few addresses and no phones. They teach how far a
  /// name alone goes, but must not drown the pairs that never had any.
  static final double WEIGHT_OF_STRIPPED = 0.02;

  /// Directories are spelt well, so their pairs say nothing of slips and abbreviations; the same
  /// pairs once more with those count half.
  static final double WEIGHT_OF_MISWRITTEN = 0.5;

  /// Against and for a match, in log-odds, by the value of the feature.
  record ByHand(MatchFeature feature, double conflict, double agreement) {
    double term(ComparedPair pair) {
      double value = pair.value(feature);
      return value > 0 ? agreement * value : conflict * -value;
    }
  }

  private static final List<ByHand> LOCATED_BY_HAND =
      List.of(
          new ByHand(MatchFeature.PHONE, -0.5, 3),
          new ByHand(MatchFeature.WEBSITE, -0.5, 1.5),
          new ByHand(MatchFeature.PAGE, -0.5, 1),
          new ByHand(MatchFeature.BRAND, -3, 0.8),
          new ByHand(MatchFeature.CATEGORY, -1.5, 0.5),
          new ByHand(MatchFeature.UNIT, -0.5, 0.5),
          new ByHand(MatchFeature.KIND_OF_CATEGORY, -1, 0),
          new ByHand(MatchFeature.ACCESSORY, 0, -0.5),
          new ByHand(MatchFeature.COUNTRY, -2, 0),
          new ByHand(MatchFeature.FORMER_NAME, 0, -1));
  static final List<ByHand> UNLOCATED_BY_HAND =
      List.of(
          new ByHand(MatchFeature.BRAND, -1.5, 0.8),
          new ByHand(MatchFeature.CITY, -0.5, 0),
          new ByHand(MatchFeature.COUNTRY, -3, 0),
          new ByHand(MatchFeature.FORMER_NAME, 0, -1));

  private final JsonMapper json = new JsonMapper();
  private final CategoryTaxonomy taxonomy;

  public ModelFitter(CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  /// @param located pairs with coordinates
  /// @param unlocated pairs without
  public MatchModel fit(List<PairSet> located, List<PairSet> unlocated) {
    return MatchModel.of(fitted(located, unlocated));
  }

  /// The same as `match-model.json` writes it.
  ObjectNode fitted(List<PairSet> located, List<PairSet> unlocated) {
    ObjectNode model = json.createObjectNode();
    model.put("version", 0);
    model.set("located", located(located));
    model.set("unlocated", unlocated(compared(unlocated), stripped(located)));
    return model;
  }

  private ObjectNode located(List<PairSet> sets) {
    List<ComparedPair> pairs = compared(sets);
    Examples examples = new Examples();
    examples.addAll(pairs, 1, LOCATED_BY_HAND);
    List<ComparedPair> miswritten = new ArrayList<>();
    sets.forEach(set -> miswritten.addAll(set.comparedMiswritten(taxonomy)));
    examples.addAll(miswritten, WEIGHT_OF_MISWRITTEN, LOCATED_BY_HAND);
    return part(LOCATED, examples, Examples.logOdds(pairs), LOCATED_BY_HAND);
  }

  private ObjectNode unlocated(List<ComparedPair> pairs, List<ComparedPair> stripped) {
    Examples examples = new Examples();
    examples.addAll(pairs, 1, UNLOCATED_BY_HAND);
    examples.addAll(stripped, WEIGHT_OF_STRIPPED, UNLOCATED_BY_HAND);
    return part(UNLOCATED, examples, Examples.logOdds(pairs), UNLOCATED_BY_HAND);
  }

  /// Pairs with coordinates, compared as if they had none.
  List<ComparedPair> stripped(List<PairSet> located) {
    return compared(located.stream().map(PairSet::withoutCoordinates).toList());
  }

  /// A model for pairs without coordinates alone; it judges others as if they had none.
  MatchModel fitUnlocated(PairSet unlocated, List<ComparedPair> stripped) {
    ObjectNode part = unlocated(compared(List.of(unlocated)), stripped);
    ObjectNode model = json.createObjectNode();
    model.put("version", 0);
    model.set("located", part);
    model.set("unlocated", part);
    return MatchModel.of(model);
  }

  List<ComparedPair> compared(List<PairSet> sets) {
    List<ComparedPair> all = new ArrayList<>();
    sets.forEach(set -> all.addAll(set.compared(taxonomy)));
    return all;
  }

  ObjectNode part(
      TreeLearner.Settings settings, Examples examples, double bias, List<ByHand> byHand) {
    TreeLearner.Trees trees = new TreeLearner(settings).fit(examples);
    ObjectNode part = json.createObjectNode();
    part.put("bias", rounded(bias));
    ObjectNode weights = part.putObject("set_by_hand");
    for (ByHand weight : byHand) {
      weights
          .putObject(weight.feature().wireName())
          .put("conflict", weight.conflict())
          .put("agreement", weight.agreement());
    }
    ObjectNode cuts = part.putObject("cuts");
    for (Map.Entry<MatchFeature, float[]> entry : trees.cuts().entrySet()) {
      ArrayNode row = cuts.putArray(entry.getKey().wireName());
      for (float cut : entry.getValue()) {
        row.add(cut);
      }
    }
    ArrayNode texts = part.putArray("trees");
    trees.texts().forEach(texts::add);
    return part;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
