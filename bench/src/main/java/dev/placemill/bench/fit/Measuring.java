package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.MatchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/// What a fitted score is worth on pairs that it was not fitted on.
public final class Measuring {
  private static final int FOLDS = 3;
  private static final int ROUNDS = 2;

  private final CategoryTaxonomy taxonomy;
  private final Path data;
  private final ModelFitter fitter;
  private final Map<String, PairSet> train = new LinkedHashMap<>();
  private final PairSet overture;

  /// @param data the directory that holds `geoer` and `overture`
  public Measuring(CategoryTaxonomy taxonomy, Path data) throws IOException {
    this.taxonomy = taxonomy;
    this.data = data;
    this.fitter = new ModelFitter(taxonomy);
    for (String set : GeoErPairs.SETS) {
      train.put(set, GeoErPairs.read(data, set, "train"));
    }
    overture = OverturePairs.read(data, taxonomy);
  }

  ObjectNode fitAll() {
    return fitter.fitted(List.copyOf(train.values()), List.of(overture));
  }

  /// Adds the F1 of each test split to the figures and returns all judgements together.
  static Judgements judgeTestSplits(
      MatchModel model, CategoryTaxonomy taxonomy, Path data, Map<String, Double> figures)
      throws IOException {
    Judgements all = new Judgements();
    for (String set : GeoErPairs.SETS) {
      Judgements one = new Judgements();
      GeoErPairs.read(data, set, "test").judge(model, taxonomy, one);
      figures.put(set, one.f1());
      all.addAll(one);
    }
    return all;
  }

  /// The mean F1 on the test splits of each city, by a model that was fitted on the other alone.
  public double leftOutCityF1() throws IOException {
    double sum = 0;
    for (String city : List.of("sin", "tor")) {
      List<PairSet> others =
          train.entrySet().stream()
              .filter(set -> !set.getKey().endsWith(city))
              .map(Map.Entry::getValue)
              .toList();
      MatchModel model = fitter.fit(others, List.of(overture));
      for (String set : GeoErPairs.SETS) {
        if (set.endsWith(city)) {
          Judgements judgements = new Judgements();
          GeoErPairs.read(data, set, "test").judge(model, taxonomy, judgements);
          sum += judgements.f1();
        }
      }
    }
    return sum / GeoErPairs.SETS.size();
  }

  /// The mean F1 over two rounds of three folds: each pair is judged by a model that was fitted on
  /// the two other thirds.
  public double overtureF1() {
    double sum = 0;
    List<ComparedPair> stripped = fitter.stripped(List.copyOf(train.values()));
    for (int round = 0; round < ROUNDS; round++) {
      List<LabelledPair> shuffled = new ArrayList<>(overture.pairs());
      Collections.shuffle(shuffled, new Random(ModelFitter.SEED + round));
      Judgements judgements = new Judgements();
      for (int fold = 0; fold < FOLDS; fold++) {
        List<LabelledPair> held = new ArrayList<>();
        List<LabelledPair> others = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
          (i % FOLDS == fold ? held : others).add(shuffled.get(i));
        }
        MatchModel model = fitter.fitUnlocated(overture.only(others), stripped);
        overture.only(held).judge(model, taxonomy, judgements);
      }
      sum += judgements.f1();
    }
    return sum / ROUNDS;
  }
}
