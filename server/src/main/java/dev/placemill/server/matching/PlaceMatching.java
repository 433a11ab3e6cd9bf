package dev.placemill.server.matching;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameStatistics;
import dev.placemill.match.PlaceRecogniser;
import dev.placemill.match.PlaceRecord;
import dev.placemill.match.RankedRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.reference.CandidateQuery;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the records that places are, among the imported ones and the caller's own.
///
/// One place takes a few milliseconds of a processor. As many are worked side by side as there are
/// processors, those of a long list in turn with those of everybody else.
final class PlaceMatching {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReferenceCatalog catalog;
  private final CategoryTaxonomy taxonomy;
  private final MatchModel model = MatchModel.load();
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  PlaceMatching(ReferenceCatalog catalog, CategoryTaxonomy taxonomy) {
    this.catalog = catalog;
    this.taxonomy = taxonomy;
  }

  /// A record that may be the place.
  ///
  /// @param metres between the two, or null when either has no coordinates
  /// @param reasoning a sentence for people
  record Found(
      PlaceRecord record,
      @Nullable Double metres,
      boolean isMatch,
      double probability,
      String reasoning) {}

  /// @param searched the names of the datasets that were searched, and of the caller's own records
  record Answer(List<String> searched, List<List<Found>> ofPlaces) {}

  /// @throws dev.placemill.reference.UnreadableDataset when the imported data are damaged
  Answer match(MatchQuestion question) {
    try (ReferenceIndex index = catalog.acquire()) {
      Set<String> datasets = MatchSources.chosen(question, index.datasets());
      List<Candidate> own = question.own().stream().map(Candidate::of).toList();
      var scorer = new MatchScorer(model, statistics(question, index, own), taxonomy);
      List<List<Found>> ofPlaces = new ArrayList<>();
      for (SoughtPlace place : question.places()) {
        awaitTurn();
        try {
          ofPlaces.add(new One(question, index, datasets, own, scorer).match(place));
        } finally {
          turns.release();
        }
      }
      return new Answer(MatchSources.searched(datasets, own.isEmpty()), ofPlaces);
    }
  }

  private void awaitTurn() {
    try {
      if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new ApiException(
            ErrorCode.UNAVAILABLE,
            "More places are being matched than this server gets done; try again later.")
        .retryAfter(PATIENCE.toSeconds());
  }

  /// How common words are, told by the imported data, or where there are none, by what is compared.
  private static NameStatistics statistics(
      MatchQuestion question, ReferenceIndex index, List<Candidate> own) {
    return index.datasets().isEmpty()
        ? NameStatistics.of(
            Stream.concat(
                    question.places().stream().map(SoughtPlace::clues),
                    own.stream().map(Candidate::clues))
                .toList())
        : index.statistics();
  }

  /// What all places of a question have in common while they are matched.
  private record One(
      MatchQuestion question,
      ReferenceIndex index,
      Set<String> datasets,
      List<Candidate> own,
      MatchScorer scorer) {
    List<Found> match(SoughtPlace place) {
      Clues clues = place.clues();
      List<Candidate> candidates = new ArrayList<>(own);
      if (!datasets.isEmpty()) {
        double metres = Math.max(question.metres(), CandidateQuery.USUAL_METRES);
        index
            .findCandidates(new CandidateQuery(clues, place.place().address(), null, metres))
            .stream()
            .filter(candidate -> datasets.contains(candidate.dataset()))
            .filter(candidate -> isWithin(clues.coordinates(), candidate.clues()))
            .forEach(candidates::add);
      }
      if (!place.named()) {
        return nearest(clues, candidates);
      }
      return new PlaceRecogniser(scorer)
          .rank(clues, candidates, question.maxMatches()).stream().map(One::found).toList();
    }

    private boolean isWithin(@Nullable Coordinates here, Clues record) {
      Coordinates there = record.coordinates();
      return here == null || there == null || here.metresTo(there) <= question.metres();
    }

    private static Found found(RankedRecord ranked) {
      var match = ranked.matched().match();
      return new Found(
          ranked.matched().record(),
          match.metres(),
          ranked.standing() == RankedRecord.Standing.TAKEN,
          ranked.probability(),
          switch (ranked.standing()) {
            case TAKEN -> "It is the place: %s.".formatted(match.reason());
            case RIVALLED ->
                "It may be the place, but another one fits as well or better: %s."
                    .formatted(match.reason());
            case UNLIKE -> "It is not the place: %s.".formatted(match.reason());
          });
    }

    /// Of a place without a name nothing can be recognised; what stands there can be told.
    private List<Found> nearest(Clues clues, List<Candidate> candidates) {
      Coordinates here = clues.coordinates();
      return candidates.stream()
          .flatMap(candidate -> distance(here, candidate))
          .sorted(Comparator.comparingDouble(Distance::metres))
          .limit(question.maxMatches())
          .map(near ->
              new Found(
                  near.candidate().record().get(),
                  near.metres(),
                  false,
                  0,
                  "It stands %,d m away; without a name nothing can be recognised."
                      .formatted(Math.round(near.metres()))))
          .toList();
    }

    private static Stream<Distance> distance(@Nullable Coordinates here, Candidate candidate) {
      Coordinates there = candidate.clues().coordinates();
      return here == null || there == null
          ? Stream.empty()
          : Stream.of(new Distance(candidate, here.metresTo(there)));
    }
  }

  private record Distance(Candidate candidate, double metres) {}
}
