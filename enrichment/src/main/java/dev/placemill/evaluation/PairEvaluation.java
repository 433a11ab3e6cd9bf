package dev.placemill.evaluation;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Match;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameStatistics;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Scores labelled pairs as the product scores a place beside a record. How common names and words
/// are is counted over the pairs themselves, for there is no index to ask.
public final class PairEvaluation {
  private final MatchModel model;
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  public PairEvaluation(MatchModel model) {
    this.model = model;
  }

  /// Told of each pair as it is judged.
  public interface Listener<P> {
    void judged(P pair, Match match);
  }

  /// Judges pairs one by one and holds none of them.
  ///
  /// @param pairs read twice: first for the names in them
  public ScoredPairs run(Iterable<LabelledPair> pairs) {
    return run(pairs, Function.identity(), (_, _) -> {});
  }

  /// The same for rows that hold a pair and more.
  public <P> ScoredPairs run(
      Iterable<P> rows, Function<P, LabelledPair> pairOf, Listener<P> listener) {
    MatchScorer scorer = new MatchScorer(model, statistics(rows, pairOf), taxonomy);
    ScoredPairs scored = new ScoredPairs();
    for (P row : rows) {
      LabelledPair pair = pairOf.apply(row);
      Match match = scorer.score(pair.left(), pair.right());
      scored.add(match.probability(), pair.same());
      listener.judged(row, match);
    }
    return scored;
  }

  private <P> NameStatistics statistics(Iterable<P> rows, Function<P, LabelledPair> pairOf) {
    return NameStatistics.of(() ->
        StreamSupport.stream(rows.spliterator(), false)
            .map(pairOf)
            .flatMap(pair -> Stream.of(pair.left(), pair.right()))
            .iterator());
  }
}
