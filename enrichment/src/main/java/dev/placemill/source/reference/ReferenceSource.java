package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.MatchedRecord;
import dev.placemill.match.PlaceRecogniser;
import dev.placemill.match.Recognition;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.CandidateQuery;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.reference.UnreadableDataset;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Recognises a place among the imported datasets and tells what its records say.
///
/// It answers from the local disk in milliseconds and does not watch the deadline.
public final class ReferenceSource implements EnrichmentSource {
  public static final String NAME = "reference";
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

  private final ReferenceCatalog catalog;
  private final Clock clock;
  private final MatchModel model = MatchModel.load();
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  public ReferenceSource(ReferenceCatalog catalog) {
    this(catalog, Clock.systemUTC());
  }

  /// The source as of a clock, by which the age of records is told.
  public ReferenceSource(ReferenceCatalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return RecordObservations.ATTRIBUTES;
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    try (ReferenceIndex index = catalog.acquire()) {
      if (index.datasets().isEmpty()) {
        return new SourceAnswer.NothingKnown("no reference data imported; see `placemill import`");
      }
      return recognise(inquiry, index);
    } catch (UnreadableDataset e) {
      return new SourceAnswer.Unavailable(
          Objects.requireNonNullElse(e.getMessage(), "the reference data cannot be read"),
          TRY_AGAIN_AFTER);
    } catch (UncheckedIOException e) {
      // Disks stumble; what is wrong with the data itself is said above.
      return new SourceAnswer.Unavailable(
          "the reference data could not be read: "
              + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
          TRY_AGAIN_AFTER);
    }
  }

  private SourceAnswer recognise(Inquiry inquiry, ReferenceIndex index) {
    MatchScorer scorer = new MatchScorer(model, index.statistics(), taxonomy);
    return switch (recognition(inquiry, index, scorer)) {
      case Recognition.Recognised recognised ->
          new RivalClaims(scorer, this::clues, rival -> recognition(rival, index, scorer))
              .findBetter(inquiry, recognised)
              .map(better -> taken(recognised, better))
              .orElseGet(() -> found(recognised, inquiry, index));
      case Recognition.Undecided(var best, var rival) ->
          new SourceAnswer.NothingKnown(
              "%s and %s fit about equally well".formatted(described(best), described(rival)));
      case Recognition.Unrecognised(var closest) ->
          new SourceAnswer.NothingKnown(
              closest == null
                  ? nobodyNear(inquiry.place())
                  : "%s; the closest is %s, too unlike to be the same place"
                      .formatted(nobodyNear(inquiry.place()), described(closest)));
    };
  }

  /// Remembered for the place, since its companions ask for it too.
  private Recognition recognition(Inquiry inquiry, ReferenceIndex index, MatchScorer scorer) {
    return inquiry
        .companions()
        .once(
            Recognition.class,
            () -> {
              Clues clues = clues(inquiry);
              List<Candidate> candidates =
                  index.findCandidates(new CandidateQuery(clues, address(inquiry), area(inquiry)));
              return new PlaceRecogniser(scorer).recognise(clues, candidates);
            });
  }

  private static SourceAnswer taken(Recognition.Recognised recognised, RivalClaims.Claim better) {
    return new SourceAnswer.NothingKnown(
        "the record that fits, %s, is the place %s sent along with it, which fits better: %s"
            .formatted(described(recognised.best()), better.placeId(), better.reason()));
  }

  private static String nobodyNear(Place place) {
    return place.coordinates() == null
        ? "no record at this address bears a similar name"
        : "no record within 1.2 km is this place";
  }

  private static String described(MatchedRecord candidate) {
    return "%s (%s: %s)"
        .formatted(candidate.record().name(), candidate.record().id(), candidate.match().reason());
  }

  /// What is known of a place before its records are, which its companions ask for too.
  private record KnownBefore(Clues clues) {}

  private Clues clues(Inquiry inquiry) {
    return inquiry
        .companions()
        .once(KnownBefore.class, () -> new KnownBefore(knownBefore(inquiry)))
        .clues();
  }

  private Clues knownBefore(Inquiry inquiry) {
    String category = inquiry.place().claims().category();
    List<String> categories =
        category == null ? List.of() : taxonomy.findByLabel(category).stream().toList();
    List<String> brands =
        Stream.of(Attribute.BRAND_NAME, Attribute.CHAIN_ID)
            .flatMap(attribute -> inquiry.findKnownText(attribute).stream())
            .toList();
    return Clues.of(inquiry.place(), categories, brands);
  }

  /// The address, its city filled in from earlier sources where the client gave none.
  private static PostalAddress address(Inquiry inquiry) {
    PostalAddress given = inquiry.place().address();
    String city = inquiry.findKnownText(Attribute.CITY).orElse(null);
    return given.city() != null || city == null
        ? given
        : new PostalAddress(
            given.full(),
            given.house(),
            given.street(),
            given.unit(),
            city,
            given.state(),
            given.postalCode(),
            given.country());
  }

  private static @Nullable Coordinates area(Inquiry inquiry) {
    return inquiry.known().stream()
        .map(Observation::value)
        .filter(AttributeValue.Point.class::isInstance)
        .map(value -> ((AttributeValue.Point) value).coordinates())
        .findFirst()
        .orElse(null);
  }

  private SourceAnswer found(
      Recognition.Recognised recognised, Inquiry inquiry, ReferenceIndex index) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    String country = inquiry.findCountryCode().orElse(null);
    List<Observation> observations = new ArrayList<>();
    List<RecordMatch> matches = new ArrayList<>();
    for (MatchedRecord matched : recognised.records()) {
      double probability = Math.min(recognised.probability(), matched.match().probability());
      String format = index.findFormat(matched.record().dataset()).orElse(null);
      new RecordObservations(matched, probability, country, today)
          .of(inquiry.wanted())
          .forEach(observation -> observations.add(observation.ofKind(format)));
      matches.add(
          new RecordMatch(
              RecordObservations.evidence(matched.record()),
              matched.record().name(),
              probability,
              matched.match().metres(),
              matched.match().reason()));
    }
    return new SourceAnswer.Found(observations, matches);
  }
}
