package dev.placemill.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Picks the records that are the place asked about.
///
/// At most one of several different places can be the one, so their odds compete: two branches of
/// one chain that fit equally well leave the place undecided. Records that match each other are one
/// place and do not compete.
public final class PlaceRecogniser {
  private static final double TAKEN_FROM = 0.5;
  private static final double SAME_PLACE_ACROSS_DATASETS = 0.5;

  /// Within one dataset two records are two places far more often than one twice.
  private static final double SAME_PLACE_WITHIN_DATASET = 0.9;

  /// Beyond this many the odds are too small to matter.
  private static final int COMPETITORS = 10;

  private final MatchScorer scorer;

  public PlaceRecogniser(MatchScorer scorer) {
    this.scorer = scorer;
  }

  public Recognition recognise(Clues place, List<PlaceRecord> candidates) {
    List<Candidate> ranked =
        candidates.stream()
            .map(record -> score(place, record))
            .sorted(Comparator.comparingDouble(Candidate::probability).reversed())
            .limit(COMPETITORS)
            .toList();
    if (ranked.isEmpty()) {
      return new Recognition.Unrecognised(null);
    }
    List<List<Candidate>> places = cluster(ranked);
    Candidate best = ranked.getFirst();
    double allOdds = places.stream().mapToDouble(same -> odds(same.getFirst())).sum();
    double probability = odds(best) / (1 + allOdds);
    if (probability >= TAKEN_FROM) {
      return new Recognition.Recognised(
          places.getFirst().stream().map(Candidate::matched).toList(), probability);
    }
    return best.probability() >= TAKEN_FROM && places.size() > 1
        ? new Recognition.Undecided(best.matched, places.get(1).getFirst().matched)
        : new Recognition.Unrecognised(best.matched);
  }

  private Candidate score(Clues place, PlaceRecord record) {
    Clues clues = Clues.of(record);
    return new Candidate(clues, new MatchedRecord(record, scorer.score(place, clues)));
  }

  /// Groups of the same place, in the order of their best member.
  private List<List<Candidate>> cluster(List<Candidate> ranked) {
    List<List<Candidate>> places = new ArrayList<>();
    for (Candidate candidate : ranked) {
      places.stream()
          .filter(place -> samePlace(place.getFirst(), candidate))
          .findFirst()
          .ifPresentOrElse(
              place -> place.add(candidate), () -> places.add(new ArrayList<>(List.of(candidate))));
    }
    return places;
  }

  private boolean samePlace(Candidate one, Candidate other) {
    PlaceRecord record = one.matched.record();
    PlaceRecord another = other.matched.record();
    if (record.lifecycle() != another.lifecycle()) {
      return false;
    }
    double needed =
        record.dataset().equals(another.dataset())
            ? SAME_PLACE_WITHIN_DATASET
            : SAME_PLACE_ACROSS_DATASETS;
    return scorer.score(one.clues, other.clues).probability() >= needed;
  }

  private static double odds(Candidate candidate) {
    return candidate.probability() / (1 - candidate.probability());
  }

  private record Candidate(Clues clues, MatchedRecord matched) {
    double probability() {
      return matched.match().probability();
    }
  }
}
