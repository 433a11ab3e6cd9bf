package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.LabelledPair;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.MatchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
      train.put(set, GeoErPairs.readToLearn(data, set, ModelFitter.SEED));
    }
    overture = OverturePairs.read(data, taxonomy);
  }

  private static double f1(ScoredPairs scored) {
    return scored.from(ScoredPairs.DEFAULT_THRESHOLD).f1();
  }

  public static double meanF1(List<ScoredPairs> rounds) {
    return rounds.stream().mapToDouble(Measuring::f1).average().orElse(0);
  }

  ObjectNode fitAll() {
    return fitter.fitted(List.copyOf(train.values()), List.of(overture));
  }

  /// Adds the F1 of each test split to the figures and returns all pairs together.
  static ScoredPairs judgeTestSplits(
      MatchModel model, CategoryTaxonomy taxonomy, Path data, Map<String, Double> figures)
      throws IOException {
    ScoredPairs all = new ScoredPairs();
    for (String set : GeoErPairs.SETS) {
      ScoredPairs one = new ScoredPairs();
      GeoErPairs.read(data, set, "test").judge(model, taxonomy, one);
      figures.put(set, f1(one));
      all.addAll(one);
    }
    return all;
  }

  /// The mean F1 on the test splits of each city, by a model that was fitted on the other alone.
  public double leftOutCityF1() throws IOException {
    Map<String, PairSet> test = new LinkedHashMap<>();
    for (String set : GeoErPairs.SETS) {
      test.put(set, GeoErPairs.read(data, set, "test"));
    }
    double sum = Stream.of("sin", "tor").parallel().mapToDouble(city -> sumOfF1(city, test)).sum();
    return sum / GeoErPairs.SETS.size();
  }

  private double sumOfF1(String city, Map<String, PairSet> test) {
    List<PairSet> others =
        train.entrySet().stream()
            .filter(set -> !set.getKey().endsWith(city))
            .map(Map.Entry::getValue)
            .toList();
    MatchModel model = fitter.fit(others, List.of(overture));
    double sum = 0;
    for (Map.Entry<String, PairSet> set : test.entrySet()) {
      if (set.getKey().endsWith(city)) {
        ScoredPairs scored = new ScoredPairs();
        set.getValue().judge(model, taxonomy, scored);
        sum += f1(scored);
      }
    }
    return sum;
  }

  /// Two rounds of three folds: each pair is judged by a model that was fitted on the two other
  /// thirds.
  public List<ScoredPairs> overtureRounds() {
    List<ComparedPair> stripped = fitter.stripped(List.copyOf(train.values()));
    List<ScoredPairs> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<LabelledPair> shuffled = new ArrayList<>(overture.pairs());
      Collections.shuffle(shuffled, new Random(ModelFitter.SEED + round));
      ScoredPairs scored = new ScoredPairs();
      IntStream.range(0, FOLDS)
          .parallel()
          .mapToObj(fold -> judgeFold(fold, shuffled, stripped))
          .toList()
          .forEach(scored::addAll);
      rounds.add(scored);
    }
    return rounds;
  }

  private ScoredPairs judgeFold(
      int fold, List<LabelledPair> shuffled, List<ComparedPair> stripped) {
    List<LabelledPair> held = new ArrayList<>();
    List<LabelledPair> others = new ArrayList<>();
    for (int i = 0; i < shuffled.size(); i++) {
      (i % FOLDS == fold ? held : others).add(shuffled.get(i));
    }
    ScoredPairs scored = new ScoredPairs();
    overture
        .only(held)
        .judge(fitter.fitUnlocated(overture.only(others), stripped), taxonomy, scored);
    return scored;
  }
}
