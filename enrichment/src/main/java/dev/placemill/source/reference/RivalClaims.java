package dev.placemill.source.reference;

import dev.placemill.match.Clues;
import dev.placemill.match.Match;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.MatchedRecord;
import dev.placemill.match.Recognition;
import dev.placemill.match.Recognition.Recognised;
import dev.placemill.match.Shortlist;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.source.Inquiry;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Whether a place sent together with the one asked about has the better claim to its record: two
/// places do not get one record unless they match each other.
final class RivalClaims {
  /// As far from a record as a place may be to be found by its name: the corner of the box that
  /// `reference` searches around coarse coordinates and for large places.
  private static final double WITHIN_METRES = 3_600;

  /// The same for a place that has the record's phone or site.
  private static final double WITHIN_METRES_BY_CONTACT = 71_000;

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
    List<Clues> records =
        recognised.records().stream().map(matched -> Clues.of(matched.record())).toList();
    var ours = new Claim(inquiry, recognised);
    return inquiry
        .companions()
        .rivals(Shortlist.class, RivalClaims::whatWasSent, sent -> mayFind(sent, records))
        .stream()
        .filter(rival -> mayBeAny(clues.apply(rival), records))
        .flatMap(rival -> findClaim(rival).stream())
        .filter(theirs -> Claim.BEST_FIRST.compare(theirs, ours) < 0)
        .filter(theirs -> isForTheSame(theirs.recognised(), recognised))
        .filter(theirs -> !matchEachOther(theirs.inquiry(), inquiry))
        .min(Claim.BEST_FIRST);
  }

  private static Shortlist whatWasSent(List<Place> places) {
    return new Shortlist(
        places.stream().map(place -> Clues.of(place, List.of(), List.of())).toList());
  }

  /// Those that are compared with some of the records.
  private static IntStream mayFind(Shortlist sent, List<Clues> records) {
    return records.stream()
        .flatMapToInt(record ->
            sent.mayMatch(record).stream().filter(place -> isInReach(sent.place(place), record)))
        .distinct();
  }

  private static boolean isInReach(Clues place, Clues record) {
    Coordinates here = place.coordinates();
    Coordinates there = record.coordinates();
    return here == null
        || there == null
        || here.metresTo(there)
            <= (shareContact(place, record) ? WITHIN_METRES_BY_CONTACT : WITHIN_METRES);
  }

  private static boolean shareContact(Clues one, Clues other) {
    return !Collections.disjoint(one.phones(), other.phones())
        || (one.domain() != null && one.domain().equals(other.domain()));
  }

  private boolean mayBeAny(Clues rival, List<Clues> records) {
    return records.stream().anyMatch(record -> scorer.probability(rival, record) >= MAY_BE);
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
