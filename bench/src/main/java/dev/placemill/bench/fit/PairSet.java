package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.LabelledPair;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameStatistics;
import java.util.List;
import java.util.stream.Stream;

/// Labelled pairs of one collection, among which words and names are counted.
///
/// @param miswritten some of them again, the names of one side written as people write them down;
///   to be learned from, never to be judged
public record PairSet(
    List<LabelledPair> pairs, List<LabelledPair> miswritten, NameStatistics statistics) {
  public static PairSet of(List<LabelledPair> pairs) {
    return new PairSet(
        pairs,
        List.of(),
        NameStatistics.of(
            pairs.stream().flatMap(pair -> Stream.of(pair.left(), pair.right())).toList()));
  }

  /// Names are counted as they should be, as an index holds them.
  PairSet withMiswritten(List<LabelledPair> others) {
    return new PairSet(pairs, others, statistics);
  }

  PairSet withoutCoordinates() {
    return new PairSet(
        pairs.stream()
            .map(pair ->
                new LabelledPair(
                    pair.left().withoutCoordinates(),
                    pair.right().withoutCoordinates(),
                    pair.same()))
            .toList(),
        List.of(),
        statistics);
  }

  /// Some of the pairs, with names counted over all of them.
  PairSet only(List<LabelledPair> some) {
    return new PairSet(some, List.of(), statistics);
  }

  List<ComparedPair> compared(CategoryTaxonomy taxonomy) {
    return compared(pairs, taxonomy);
  }

  List<ComparedPair> comparedMiswritten(CategoryTaxonomy taxonomy) {
    return compared(miswritten, taxonomy);
  }

  private List<ComparedPair> compared(List<LabelledPair> some, CategoryTaxonomy taxonomy) {
    return some.stream()
        .map(pair ->
            ComparedPair.of(
                MatchScorer.compare(pair.left(), pair.right(), statistics, taxonomy), pair.same()))
        .toList();
  }

  void judge(MatchModel model, CategoryTaxonomy taxonomy, ScoredPairs into) {
    MatchScorer scorer = new MatchScorer(model, statistics, taxonomy);
    for (LabelledPair pair : pairs) {
      into.add(scorer.probability(pair.left(), pair.right()), pair.same());
    }
  }
}
