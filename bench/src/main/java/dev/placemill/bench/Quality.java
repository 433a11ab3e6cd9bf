package dev.placemill.bench;

import dev.placemill.address.AddressFormat;
import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Confidence;
import dev.placemill.bench.address.OpenCageCases;
import dev.placemill.bench.fit.GeoErPairs;
import dev.placemill.bench.fit.Measuring;
import dev.placemill.bench.fit.OverturePairs;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.quality.Distortion;
import dev.placemill.bench.quality.EndToEnd;
import dev.placemill.bench.quality.FalseMatches;
import dev.placemill.bench.quality.Guides;
import dev.placemill.bench.quality.RealValues;
import dev.placemill.bench.quality.SourceAgreement;
import dev.placemill.evaluation.Hits;
import dev.placemill.evaluation.PairEvaluation;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.MatchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How good the answers are, on labelled data of others, by the code of `placemill evaluate`.
final class Quality implements Proof {
  private static final double MOST_FALSE_MATCHES = 0.01;
  private static final double MOST_CALIBRATION_ERROR = 0.01;

  /// With little time, each so many-th place is asked for.
  private static final int QUICK_STEP = 5;

  /// The same places and the same slips in every run, so that two runs differ by the code alone.
  private static final long SEED = 1;

  @Override
  public Figures run(Setup setup) throws IOException {
    Path data = setup.testData();
    if (data == null) {
      throw new IllegalArgumentException(
          "quality needs the data of others; set PLACEMILL_TEST_DATA to the directory that holds geoer, osm and the rest.");
    }
    Figures figures = new Figures();
    ScoredPairs all = new ScoredPairs();
    add(figures, "geoer_f1", "mean F1 of the four Geo-ER test sets", geoEr(data, all), 0.925);
    CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
    Measuring measuring = new Measuring(taxonomy, data);
    add(
        figures,
        "left_out_city_f1",
        "the same, fitted on the other city alone",
        measuring.leftOutCityF1(),
        0.915);
    add(
        figures,
        "overture_f1",
        "F1 of Overture pairs without coordinates, three folds twice",
        overture(measuring, figures),
        0.91);
    add(figures, "fodors_f1", "F1 of the links between two guides", guides(data), 0.98);
    add(
        figures,
        "end_to_end",
        "share of places written wrongly and moved whose record stands first",
        endToEnd(setup, data, figures),
        0.98);
    double error = all.calibrationError();
    figures
        .add("ece", "calibration error over the Geo-ER test sets together", error, 4)
        .require(error <= MOST_CALIBRATION_ERROR, "ece is at most " + MOST_CALIBRATION_ERROR);
    add(
        figures,
        "high_precision",
        "precision of HIGH or better there",
        all.from(Confidence.HIGH).precision(),
        0.98);
    normalForms(data, figures);
    sources(data, taxonomy, figures);
    return figures;
  }

  private static void normalForms(Path data, Figures figures) throws IOException {
    add(
        figures,
        "hours",
        "share of real opening hours that are understood",
        understood(data, Attribute.OPENING_HOURS, "opening_hours.tsv"),
        0.992);
    add(
        figures,
        "phones",
        "share of real phone numbers that are understood",
        understood(data, Attribute.PHONE, "phone.tsv"),
        0.989);
    add(
        figures,
        "addresses",
        "share of OpenCage's addresses that are formatted as expected",
        OpenCageCases.read(data).run(AddressFormat.load()).share(),
        0.90);
  }

  private static void add(Figures figures, String key, String meaning, double value, double least) {
    figures
        .add(key, meaning, value, 4)
        .require(value >= least, "%s is at least %s".formatted(key, least));
  }

  private static double geoEr(Path data, ScoredPairs all) throws IOException {
    PairEvaluation evaluation = new PairEvaluation(MatchModel.load());
    double sum = 0;
    for (String set : GeoErPairs.SETS) {
      ScoredPairs scored = evaluation.run(GeoErPairs.read(data, set, "test").pairs());
      Hits hits = scored.from(ScoredPairs.DEFAULT_THRESHOLD);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d pairs, precision %.3f, recall %.3f, F1 %.4f (at its best %.4f)%n",
          set,
          scored.pairs(),
          hits.precision(),
          hits.recall(),
          hits.f1(),
          scored.best().f1());
      sum += hits.f1();
      all.addAll(scored);
    }
    for (ScoredPairs.Bin bin : all.reliability()) {
      System.out.printf(
          Locale.ROOT,
          "  %.2f to %.2f: %6d pairs, said %.3f, true %.3f%n",
          bin.from(),
          bin.to(),
          bin.pairs(),
          bin.mean(),
          bin.share());
    }
    return sum / GeoErPairs.SETS.size();
  }

  private static double overture(Measuring measuring, Figures figures) {
    List<ScoredPairs> rounds = measuring.overtureRounds();
    figures.note(
        String.format(
            Locale.ROOT,
            "Calibration error of Overture's pairs without coordinates, in the mean of two rounds: %.4f.",
            rounds.stream().mapToDouble(ScoredPairs::calibrationError).average().orElse(0)));
    return Measuring.meanF1(rounds);
  }

  private static double guides(Path data) throws IOException {
    Guides.Outcome guides = Guides.matched(data);
    System.out.printf(
        Locale.ROOT,
        "Fodors-Zagats: precision %.3f, recall %.3f%n",
        guides.hits().precision(),
        guides.hits().recall());
    show(guides.errors());
    return guides.hits().f1();
  }

  private static double endToEnd(Setup setup, Path data, Figures figures) throws IOException {
    int every = setup.quick() ? QUICK_STEP : 1;
    try (EndToEnd places = EndToEnd.of(data.resolve("osm"), setup.scratch().resolve("osm"))) {
      System.out.printf(Locale.ROOT, "%,d places of the extracts in one index%n", places.places());
      Map<Distortion, EndToEnd.Outcome> found = places.found(SEED, every);
      found.forEach(Quality::show);
      FalseMatches absent = places.heldOut(SEED, every);
      falseMatches("not in the index", absent, figures);
      falseMatches("now under another name", places.renamed(SEED, every), figures);
      byAddress(places.byAddress(every), figures);
      decisions(found.values(), absent, figures);
      return shareFirst(found, figures);
    }
  }

  private static void show(Distortion kind, EndToEnd.Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d asked, recognised %.4f (%d by a nearer twin), first %.4f, taken for another %d%n",
        kind,
        outcome.asked(),
        outcome.share(),
        outcome.twins(),
        outcome.shareFirst(),
        outcome.wrong());
    show(outcome.errors());
  }

  /// Of the places whose names are written wrongly; those that only moved are no proof of that.
  private static double shareFirst(Map<Distortion, EndToEnd.Outcome> found, Figures figures) {
    List<EndToEnd.Outcome> wronglyWritten =
        found.entrySet().stream()
            .filter(kind -> kind.getKey() != Distortion.MOVED)
            .map(Map.Entry::getValue)
            .toList();
    double asked = wronglyWritten.stream().mapToLong(EndToEnd.Outcome::asked).sum();
    figures.note(
        String.format(
            Locale.ROOT,
            "Of %.0f places written wrongly %.4f are recognised.",
            asked,
            wronglyWritten.stream().mapToLong(EndToEnd.Outcome::right).sum() / asked));
    return wronglyWritten.stream().mapToLong(EndToEnd.Outcome::first).sum() / asked;
  }

  private static void byAddress(EndToEnd.Addressed addressed, Figures figures) {
    show(addressed.absent().errors());
    figures.note(
        String.format(
            Locale.ROOT,
            "Of %d places asked for by name and address alone %.4f are recognised, %d taken for another; left out of the index, %.4f came back as another with HIGH or better.",
            addressed.asked(),
            (double) addressed.right() / Math.max(1, addressed.asked()),
            addressed.wrong(),
            addressed.absent().share()));
  }

  /// What a user sees is the probability of a decision, which counts rivals too.
  private static void decisions(
      Collection<EndToEnd.Outcome> found, FalseMatches absent, Figures figures) {
    ScoredPairs taken = new ScoredPairs();
    found.forEach(outcome -> taken.addAll(outcome.taken()));
    taken.addAll(absent.taken());
    figures.note(
        String.format(
            Locale.ROOT,
            "Of all these and those not in the index, %d were recognised as a record: %.4f of those with HIGH or better rightly, calibration error %.4f.",
            taken.pairs(),
            taken.from(Confidence.HIGH).precision(),
            taken.calibrationError()));
  }

  private static void falseMatches(String what, FalseMatches matches, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d asked, %d taken for another with HIGH or better (%.4f; %d of them in the half that nothing was chosen on), %d at all%n",
        what,
        matches.asked(),
        matches.confident(),
        matches.share(),
        matches.ofUnseen(),
        matches.taken().pairs());
    show(matches.errors());
    figures
        .note(
            String.format(
                Locale.ROOT,
                "Of %d places %s, %.4f came back as another with HIGH or better.",
                matches.asked(),
                what,
                matches.share()))
        .require(
            matches.share() <= MOST_FALSE_MATCHES,
            "of places %s at most %s comes back as another".formatted(what, MOST_FALSE_MATCHES));
  }

  private static void sources(Path data, CategoryTaxonomy taxonomy, Figures figures)
      throws IOException {
    figures.note(
        String.format(
            Locale.ROOT,
            "Of the real websites %.4f are understood.",
            understood(data, Attribute.WEBSITE, "website.tsv")));
    SourceAgreement agreement = SourceAgreement.of(OverturePairs.readJoined(data, taxonomy));
    figures.note(
        String.format(
            Locale.ROOT,
            "Two sources that Overture joined to one place agree on the phone in %.2f of %d pairs and on the domain in %.2f of %d.",
            (double) agreement.samePhone() / agreement.phones(),
            agreement.phones(),
            (double) agreement.sameDomain() / agreement.domains(),
            agreement.domains()));
  }

  private static double understood(Path data, Attribute attribute, String file) throws IOException {
    RealValues values = RealValues.of(data, attribute, file);
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %,d are not understood%n",
        file,
        values.misunderstood().size(),
        values.values());
    show(values.misunderstood());
    return values.share();
  }

  private static void show(List<String> errors) {
    errors.forEach(error -> System.out.printf(Locale.ROOT, "    %s%n", error));
  }
}
