package dev.placemill.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Picks the records that are the place asked about.
///
/// At most one of several different places can be the one, so their odds compete: two branches of
/// one chain that fit equally well leave the place undecided. Records that match each other are one
/// place and do not compete. That the place is none of them competes too, always.
public final class PlaceRecogniser {
  private static final double TAKEN_FROM = 0.5;

  /// The odds that no candidate is the place, because no dataset has it. Pairs that people labelled
  /// know no such places, so this was chosen on every other place of real extracts: asked for while
  /// their records were left out, few enough were taken for a neighbour.
  private static final double NONE_OF_THEM = 2;

  private static final double SAME_PLACE_ACROSS_DATASETS = 0.5;

  /// Within one dataset two records are two places far more often than one twice.
  private static final double SAME_PLACE_WITHIN_DATASET = 0.9;

  /// Beyond this many the odds are too small to matter.
  private static final int COMPETITORS = 10;

  /// So improbable a candidate changes nothing, whether or not it is the same place as another, and
  /// to find that out takes longer than all the rest.
  private static final double NEGLIGIBLE = 0.01;

  private final MatchScorer scorer;

  public PlaceRecogniser(MatchScorer scorer) {
    this.scorer = scorer;
  }

  public Recognition recognise(Clues place, List<Candidate> candidates) {
    List<Scored> ranked = mostProbable(place, candidates);
    if (ranked.isEmpty()) {
      return new Recognition.Unrecognised(null);
    }
    List<List<Scored>> places = cluster(ranked);
    Scored best = ranked.getFirst();
    double allOdds = places.stream().mapToDouble(same -> odds(same.getFirst())).sum();
    double probability = odds(best) / (NONE_OF_THEM + allOdds);
    if (probability >= TAKEN_FROM) {
      return new Recognition.Recognised(
          places.getFirst().stream().map(this::matched).toList(), probability);
    }
    return isTakenAlone(best) && places.size() > 1
        ? new Recognition.Undecided(matched(best), matched(places.get(1).getFirst()))
        : new Recognition.Unrecognised(matched(best));
  }

  /// The records that may be the place, the most probable first, each with what is made of it.
  ///
  /// @param most how many at most, up to ten
  public List<RankedRecord> rank(Clues place, List<Candidate> candidates, int most) {
    List<List<Scored>> places = cluster(mostProbable(place, candidates));
    double allOdds = places.stream().mapToDouble(same -> odds(same.getFirst())).sum();
    List<RankedRecord> ranked = new ArrayList<>();
    for (List<Scored> same : places) {
      double probability = odds(same.getFirst()) / (NONE_OF_THEM + allOdds);
      for (Scored one : same) {
        ranked.add(
            new RankedRecord(
                matched(one),
                Math.min(probability, one.probability()),
                standing(probability, same.getFirst())));
        if (ranked.size() == most) {
          return ranked;
        }
      }
    }
    return ranked;
  }

  private static RankedRecord.Standing standing(double probability, Scored best) {
    if (probability >= TAKEN_FROM) {
      return RankedRecord.Standing.TAKEN;
    }
    return isTakenAlone(best) ? RankedRecord.Standing.RIVALLED : RankedRecord.Standing.UNLIKE;
  }

  /// Whether it would be the place if there were no other.
  private static boolean isTakenAlone(Scored candidate) {
    return odds(candidate) / (NONE_OF_THEM + odds(candidate)) >= TAKEN_FROM;
  }

  private List<Scored> mostProbable(Clues place, List<Candidate> candidates) {
    List<Candidate> worth =
        candidates.stream().filter(candidate -> scorer.mayMatch(place, candidate.clues())).toList();
    return (worth.isEmpty() ? candidates.stream().limit(COMPETITORS) : worth.stream())
        .map(candidate -> scored(place, candidate))
        .sorted(Comparator.comparingDouble(Scored::probability).reversed())
        .limit(COMPETITORS)
        .toList();
  }

  /// Reads the record and puts the match into words, which only the records spoken of are worth.
  private MatchedRecord matched(Scored scored) {
    return new MatchedRecord(scored.candidate().record().get(), scorer.score(scored.features()));
  }

  private Scored scored(Clues place, Candidate candidate) {
    MatchFeatures features = scorer.compare(place, candidate.clues());
    return new Scored(candidate, features, scorer.probability(features));
  }

  /// Groups of the same place, in the order of their best member.
  private List<List<Scored>> cluster(List<Scored> ranked) {
    List<List<Scored>> places = new ArrayList<>();
    for (Scored candidate : ranked) {
      places.stream()
          .filter(_ -> candidate.probability() >= NEGLIGIBLE)
          .filter(place -> samePlace(place.getFirst(), candidate))
          .findFirst()
          .ifPresentOrElse(
              place -> place.add(candidate), () -> places.add(new ArrayList<>(List.of(candidate))));
    }
    return places;
  }

  private boolean samePlace(Scored one, Scored other) {
    Candidate record = one.candidate();
    Candidate another = other.candidate();
    if (record.lifecycle() != another.lifecycle()) {
      return false;
    }
    double needed =
        record.dataset().equals(another.dataset())
            ? SAME_PLACE_WITHIN_DATASET
            : SAME_PLACE_ACROSS_DATASETS;
    return scorer.probability(record.clues(), another.clues()) >= needed;
  }

  private static double odds(Scored candidate) {
    return candidate.probability() / (1 - candidate.probability());
  }

  private record Scored(Candidate candidate, MatchFeatures features, double probability) {}
}
