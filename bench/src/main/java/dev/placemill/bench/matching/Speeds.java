package dev.placemill.bench.matching;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.PlaceRecogniser;
import dev.placemill.match.Recognition;
import dev.placemill.place.Place;
import dev.placemill.reference.CandidateQuery;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A whole match and the plain query, in turns on one thread, so that both meet the same machine.
public final class Speeds {
  private static final MatchModel MODEL = MatchModel.load();
  private static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();

  /// Time of the processor, not of the clock: others on the machine are not counted.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double[] matchNanos;
  private final double[] queryNanos;
  private int recognised;
  private long candidates;
  private long hits;

  private Speeds(int rounds) {
    this.matchNanos = new double[rounds];
    this.queryNanos = new double[rounds];
  }

  /// @param warmUp rounds that do not count
  /// @param rounds of so many places each; the median counts
  public static Speeds of(Path referenceDirectory, List<Place> places, int warmUp, int rounds)
      throws IOException {
    Speeds speeds = new Speeds(rounds);
    try (ReferenceCatalog catalog = new ReferenceCatalog(referenceDirectory);
        PlainQuery plain = PlainQuery.of(referenceDirectory)) {
      for (int round = -warmUp; round < rounds; round++) {
        int slice = places.size() / (warmUp + rounds);
        List<Place> some = places.subList((round + warmUp) * slice, (round + warmUp + 1) * slice);
        double query = speeds.query(plain, some);
        double match = speeds.match(catalog, some);
        if (round >= 0) {
          speeds.queryNanos[round] = query;
          speeds.matchNanos[round] = match;
        }
      }
    }
    return speeds;
  }

  private double query(PlainQuery plain, List<Place> places) throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    for (Place place : places) {
      hits += plain.run(place);
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / places.size();
  }

  private double match(ReferenceCatalog catalog, List<Place> places) {
    long start = THREADS.getCurrentThreadCpuTime();
    recogniseAll(catalog, places);
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / places.size();
  }

  private void recogniseAll(ReferenceCatalog catalog, List<Place> places) {
    for (Place place : places) {
      try (ReferenceIndex index = catalog.acquire()) {
        Clues clues = Clues.of(place, List.of(), List.of());
        var found = index.findCandidates(new CandidateQuery(clues, place.address(), null));
        candidates += found.size();
        Recognition recognition =
            new PlaceRecogniser(new MatchScorer(MODEL, index.statistics(), TAXONOMY))
                .recognise(clues, found);
        recognised += recognition instanceof Recognition.Recognised ? 1 : 0;
      }
    }
  }

  /// Where the time of matches goes.
  public static Profile profile(Path referenceDirectory, List<Place> places, Path scratch)
      throws IOException {
    Speeds unmeasured = new Speeds(0);
    try (ReferenceCatalog catalog = new ReferenceCatalog(referenceDirectory)) {
      return Profile.of(() -> unmeasured.recogniseAll(catalog, places), scratch);
    }
  }

  public double microsPerMatch() {
    return median(matchNanos) / 1_000;
  }

  public double microsPerQuery() {
    return median(queryNanos) / 1_000;
  }

  /// Of all that were asked for, warm-up and all.
  public int recognised() {
    return recognised;
  }

  public long candidates() {
    return candidates;
  }

  public long hits() {
    return hits;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
