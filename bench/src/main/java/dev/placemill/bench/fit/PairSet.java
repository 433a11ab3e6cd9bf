package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameStatistics;
import java.util.List;
import java.util.stream.Stream;

/// Labelled pairs of one collection, among which words and names are counted.
public record PairSet(List<LabelledPair> pairs, NameStatistics statistics) {
  public static PairSet of(List<LabelledPair> pairs) {
    return new PairSet(
        pairs,
        NameStatistics.of(
            pairs.stream().flatMap(pair -> Stream.of(pair.one(), pair.other())).toList()));
  }

  PairSet withoutCoordinates() {
    return new PairSet(pairs.stream().map(LabelledPair::withoutCoordinates).toList(), statistics);
  }

  /// Some of the pairs, with names counted over all of them.
  PairSet only(List<LabelledPair> some) {
    return new PairSet(some, statistics);
  }

  List<ComparedPair> compared(CategoryTaxonomy taxonomy) {
    return pairs.stream()
        .map(pair ->
            ComparedPair.of(
                MatchScorer.compare(pair.one(), pair.other(), statistics, taxonomy), pair.same()))
        .toList();
  }

  void judge(MatchModel model, CategoryTaxonomy taxonomy, Judgements into) {
    MatchScorer scorer = new MatchScorer(model, statistics, taxonomy);
    for (LabelledPair pair : pairs) {
      into.add(scorer.probability(pair.one(), pair.other()), pair.same());
    }
  }
}
