package dev.placemill.bench.quality;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.evaluation.ExpectedPlace;
import dev.placemill.evaluation.PlaceEvaluation;
import dev.placemill.evaluation.PlaceJudgement;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.evaluation.Verdict;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameForm;
import dev.placemill.match.PlaceRecogniser;
import dev.placemill.match.PlaceRecord;
import dev.placemill.match.Recognition;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.CandidateQuery;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.source.reference.ReferenceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Search, score and decide on one index of real extracts: every place of them is asked for again,
/// written down wrongly, and places that are not there are asked for too.
public final class EndToEnd implements AutoCloseable {
  /// Two records of one name so near to each other are one place mapped twice, or cannot be told
  /// apart by a name and a point.
  private static final double TWIN_METRES = 150;

  private static final double ELSEWHERE_METRES = 10_000;
  private static final int TRIES = 20;
  private static final int SHOWN = 12;
  private static final MatchModel MODEL = MatchModel.load();
  private static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();

  private final ReferenceCatalog catalog;
  private final PlaceEnricher enricher;
  private final List<PlaceRecord> records = new ArrayList<>();
  private final Map<String, List<PlaceRecord>> byName = new HashMap<>();
  private final Map<String, List<PlaceRecord>> byAnyName = new HashMap<>();

  private EndToEnd(ReferenceCatalog catalog) {
    this.catalog = catalog;
    this.enricher =
        new SourcesEnricher(
            List.of(new ReferenceSource(catalog)), new Fusion(Trust.DEFAULTS), Clock.systemUTC());
    try (ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(this::add);
    }
  }

  /// Imports all extracts of a directory, side by side.
  public static EndToEnd of(Path extracts, Path scratch) throws IOException {
    ReferenceImport reference = new ReferenceImport(scratch, Clock.systemUTC());
    try (Stream<Path> files = Files.list(extracts)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pbf")).sorted().toList()) {
        reference.run(file, ReferenceImport.datasetName(file), (_, _, _) -> {});
      }
    }
    return new EndToEnd(new ReferenceCatalog(scratch));
  }

  private void add(PlaceRecord place) {
    if (place.coordinates() != null && !place.isClosed()) {
      records.add(place);
      byName.computeIfAbsent(folded(place.name()), _ -> new ArrayList<>()).add(place);
      place.names().stream()
          .flatMap(name -> Stream.of(folded(name), letters(name)))
          .distinct()
          .forEach(name -> byAnyName.computeIfAbsent(name, _ -> new ArrayList<>()).add(place));
    }
  }

  /// What came of the places of one kind.
  ///
  /// @param first the right record stood first, taken or not
  /// @param twins right only because a twin nearer to the point asked for counts as right
  /// @param wrong another record was taken
  /// @param taken the probability of each record that was taken, and whether it was right
  /// @param errors some of those that are not right, in a line each
  public record Outcome(
      long asked,
      long right,
      long first,
      long twins,
      long wrong,
      ScoredPairs taken,
      List<String> errors) {
    public double share() {
      return asked == 0 ? 0 : (double) right / asked;
    }

    public double shareFirst() {
      return asked == 0 ? 0 : (double) first / asked;
    }
  }

  public int places() {
    return records.size();
  }

  /// Asks for every place once per kind that changes its name.
  ///
  /// @param every takes only each so many-th place
  public Map<Distortion, Outcome> found(long seed, int every) {
    Map<Distortion, Outcome> outcomes = new EnumMap<>(Distortion.class);
    for (Distortion kind : Distortion.values()) {
      outcomes.put(kind, found(kind, new Random(seed + kind.name().hashCode()), every));
    }
    return outcomes;
  }

  private Outcome found(Distortion kind, Random random, int every) {
    PlaceEvaluation evaluation = new PlaceEvaluation();
    List<String> errors = new ArrayList<>();
    long first = 0;
    long twins = 0;
    for (int i = 0; i < records.size(); i++) {
      PlaceRecord wanted = records.get(i);
      String name = kind.of(wanted.name(), random);
      Coordinates there = Distortion.moved(at(wanted), random);
      boolean unchanged = kind != Distortion.MOVED && name.equals(wanted.name());
      if (i % every != 0 || unchanged || name.isBlank()) {
        continue;
      }
      Place asked = new Place(name, there, PostalAddress.NONE, null, Claims.NONE);
      List<String> ids = indistinguishable(wanted, there);
      PlaceJudgement judged =
          evaluation.add(asked, enriched(asked), new ExpectedPlace(ids, Map.of()));
      boolean right = judged.verdict() == Verdict.RIGHT;
      twins += right && !id(wanted).equals(taken(judged)) ? 1 : 0;
      if (right || standsFirst(asked, ids)) {
        first++;
      }
      if (!right && errors.size() < SHOWN) {
        errors.add(
            "%s for %s (%s): %s".formatted(name, wanted.name(), id(wanted), judged.reasoning()));
      }
    }
    return new Outcome(
        evaluation.places(),
        evaluation.count(Verdict.RIGHT),
        first,
        twins,
        evaluation.count(Verdict.WRONG),
        evaluation.matches(),
        errors);
  }

  /// The record, and those of the same name that are nearer to the point asked for: nothing that
  /// was asked tells which of them is meant.
  private List<String> indistinguishable(PlaceRecord wanted, Coordinates there) {
    double metres = at(wanted).metresTo(there);
    List<String> ids = new ArrayList<>(List.of(id(wanted)));
    for (PlaceRecord other : namesakes(wanted)) {
      if (!id(other).equals(id(wanted)) && at(other).metresTo(there) <= metres) {
        ids.add(id(other));
      }
    }
    return ids;
  }

  private boolean standsFirst(Place asked, List<String> ids) {
    PlaceRecord first = first(recognise(asked, List.of()));
    return first != null && ids.contains(id(first));
  }

  private static @Nullable PlaceRecord first(Recognition recognition) {
    return switch (recognition) {
      case Recognition.Recognised recognised -> recognised.best().record();
      case Recognition.Undecided(var best, var _) -> best.record();
      case Recognition.Unrecognised(var closest) -> closest == null ? null : closest.record();
    };
  }

  /// Asks for every place while its own record, and twins of it, are left out of the candidates.
  public FalseMatches heldOut(long seed, int every) {
    Random random = new Random(seed);
    FalseMatches count = new FalseMatches();
    for (int i = 0; i < records.size(); i++) {
      PlaceRecord gone = records.get(i);
      Coordinates there = Distortion.moved(at(gone), random);
      if (i % every == 0) {
        Place place = new Place(gone.name(), there, PostalAddress.NONE, null, Claims.NONE);
        count.add(i, place, recognise(place, twins(gone)));
      }
    }
    return count;
  }

  /// Asks where each place is for the name of another of its kind that is nowhere near.
  public FalseMatches renamed(long seed, int every) {
    Random random = new Random(seed);
    Map<String, List<PlaceRecord>> byKind = new HashMap<>();
    records.forEach(one -> byKind.computeIfAbsent(kind(one), _ -> new ArrayList<>()).add(one));
    FalseMatches count = new FalseMatches();
    for (int i = 0; i < records.size(); i++) {
      PlaceRecord here = records.get(i);
      Coordinates there = Distortion.moved(at(here), random);
      List<PlaceRecord> alike = Objects.requireNonNull(byKind.get(kind(here)));
      PlaceRecord before = fromElsewhere(alike, there, random);
      if (i % every == 0 && before != null) {
        Place place = new Place(before.name(), there, PostalAddress.NONE, null, Claims.NONE);
        count.add(i, place, recognise(place, List.of()));
      }
    }
    return count;
  }

  /// Places asked for by name and address alone.
  ///
  /// @param right recognised as themselves
  /// @param wrong recognised as another
  /// @param absent the same places while their own record, and twins of it, are left out
  public record Addressed(long asked, long right, long wrong, FalseMatches absent) {}

  /// Asks for every place that has a house and a town, as lists without coordinates have them.
  public Addressed byAddress(int every) {
    long asked = 0;
    long right = 0;
    long wrong = 0;
    FalseMatches absent = new FalseMatches();
    for (int i = 0; i < records.size(); i += every) {
      PlaceRecord wanted = records.get(i);
      if (hasDoor(wanted.address())) {
        Place place = new Place(wanted.name(), null, wanted.address(), null, Claims.NONE);
        List<String> twins = twins(wanted);
        if (recognise(place, List.of()) instanceof Recognition.Recognised recognised) {
          boolean fits = twins.contains(id(recognised.best().record()));
          right += fits ? 1 : 0;
          wrong += fits ? 0 : 1;
        }
        absent.add(i, place, recognise(place, twins));
        asked++;
      }
    }
    return new Addressed(asked, right, wrong, absent);
  }

  private static boolean hasDoor(PostalAddress address) {
    return address.house() != null
        && address.street() != null
        && (address.city() != null || address.postalCode() != null);
  }

  /// One of so many tries whose name nobody bears within ten kilometres, or null.
  private @Nullable PlaceRecord fromElsewhere(
      List<PlaceRecord> alike, Coordinates there, Random random) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      PlaceRecord one = alike.get(random.nextInt(alike.size()));
      if (namesakes(one).stream()
          .noneMatch(other -> at(other).metresTo(there) < ELSEWHERE_METRES)) {
        return one;
      }
    }
    return null;
  }

  /// The record and all that are it again beyond doubt: near to it, and one of the names that such
  /// a record bears is its own, letter for letter. "Torplatz" is "Tor-Platz".
  private List<String> twins(PlaceRecord gone) {
    return Stream.of(folded(gone.name()), letters(gone.name()))
        .flatMap(name -> byAnyName.getOrDefault(name, List.of()).stream())
        .filter(other -> at(other).metresTo(at(gone)) <= TWIN_METRES)
        .map(EndToEnd::id)
        .distinct()
        .toList();
  }

  private static String letters(String name) {
    return String.join("", FoldedText.of(name).words());
  }

  private List<PlaceRecord> namesakes(PlaceRecord one) {
    return byName.getOrDefault(folded(one.name()), List.of());
  }

  private Recognition recognise(Place place, List<String> leftOut) {
    try (ReferenceIndex index = catalog.acquire()) {
      Clues clues = Clues.of(place, List.of(), List.of());
      List<Candidate> candidates =
          index.findCandidates(new CandidateQuery(clues, place.address(), null)).stream()
              .filter(one -> !leftOut.contains(one.dataset() + ":" + one.id()))
              .toList();
      MatchScorer scorer = new MatchScorer(MODEL, index.statistics(), TAXONOMY);
      return new PlaceRecogniser(scorer).recognise(clues, candidates);
    }
  }

  private EnrichedPlace enriched(Place place) {
    return switch (enricher.enrich(place, EnumSet.of(Attribute.COORDINATES), Instant.MAX)) {
      case EnrichmentOutcome.Enriched(EnrichedPlace enriched) -> enriched;
      case EnrichmentOutcome.TryLater later -> throw new IllegalStateException(later.reason());
    };
  }

  private static String taken(PlaceJudgement judged) {
    return judged.match() == null
        ? ""
        : judged.match().record().source() + ":" + judged.match().record().recordId();
  }

  private static Coordinates at(PlaceRecord one) {
    return Objects.requireNonNull(one.coordinates());
  }

  private static String id(PlaceRecord one) {
    return one.dataset() + ":" + one.id();
  }

  private static String kind(PlaceRecord one) {
    return one.categories().isEmpty() ? "" : one.categories().getFirst();
  }

  private static String folded(String name) {
    return NameForm.of(name).joined();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
