package dev.placemill.source.reference;

import dev.placemill.match.Clues;
import dev.placemill.match.Match;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.MatchedRecord;
import dev.placemill.match.Recognition;
import dev.placemill.match.Recognition.Recognised;
import dev.placemill.source.Inquiry;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a place sent together with the one asked about has the better claim to its record: two
/// places do not get one record unless they match each other.
final class RivalClaims {
  /// As far from a record as a place may be to be recognised as it.
  private static final double WITHIN_METRES = 1_200;

  private static final double MAY_BE = 0.5;

  /// Two of one name that are farther apart are two branches, since the client told them apart.
  private static final double ONE_SPOT_METRES = 50;

  /// A place that claims a record too.
  record Claim(Inquiry inquiry, Recognised recognised) {
    String placeId() {
      return inquiry.companions().findPlaceId().orElse(inquiry.place().name());
    }

    String reason() {
      return recognised.best().match().reason();
    }

    /// The surer claim first, and of equal ones the one sent first.
    private static final Comparator<Claim> BEST_FIRST =
        Comparator.<Claim>comparingDouble(claim -> -claim.recognised().probability())
            .thenComparingInt(claim -> claim.inquiry().companions().position());
  }

  private record RecordKey(String dataset, String id) {}

  private final MatchScorer scorer;
  private final Function<Inquiry, Clues> clues;
  private final Function<Inquiry, Recognition> recognise;

  /// @param recognise as the same question about that place would be answered
  RivalClaims(
      MatchScorer scorer,
      Function<Inquiry, Clues> clues,
      Function<Inquiry, Recognition> recognise) {
    this.scorer = scorer;
    this.clues = clues;
    this.recognise = recognise;
  }

  /// The best claim of another place to a record that was recognised, where it is better than ours.
  Optional<Claim> findBetter(Inquiry inquiry, Recognised recognised) {
    var record = recognised.best().record();
    var ours = new Claim(inquiry, recognised);
    return inquiry.companions().rivals(record.name(), record.coordinates(), WITHIN_METRES).stream()
        .filter(rival -> mayBe(clues.apply(rival), Clues.of(record)))
        .flatMap(rival -> findClaim(rival).stream())
        .filter(theirs -> Claim.BEST_FIRST.compare(theirs, ours) < 0)
        .filter(theirs -> isForTheSame(theirs.recognised(), recognised))
        .filter(theirs -> !matchEachOther(theirs.inquiry(), inquiry))
        .min(Claim.BEST_FIRST);
  }

  private boolean mayBe(Clues one, Clues other) {
    return scorer.score(one, other).probability() >= MAY_BE;
  }

  private boolean matchEachOther(Inquiry one, Inquiry other) {
    Match match = scorer.score(clues.apply(one), clues.apply(other));
    return match.probability() >= MAY_BE
        && (match.metres() == null || match.metres() <= ONE_SPOT_METRES);
  }

  private Optional<Claim> findClaim(Inquiry rival) {
    return recognise.apply(rival) instanceof Recognised recognised
        ? Optional.of(new Claim(rival, recognised))
        : Optional.empty();
  }

  private static boolean isForTheSame(Recognised one, Recognised other) {
    Set<RecordKey> shared = keys(one);
    shared.retainAll(keys(other));
    return !shared.isEmpty();
  }

  private static Set<RecordKey> keys(Recognised recognised) {
    Set<RecordKey> keys = new HashSet<>();
    for (MatchedRecord matched : recognised.records()) {
      keys.add(new RecordKey(matched.record().dataset(), matched.record().id()));
    }
    return keys;
  }
}
