package dev.placemill.bench.fit;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Confidence;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.MatchModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fits the match score on the train splits, measures it on pairs it has not seen, and writes both
/// into `match-model.json`. With `--quick` it leaves the file alone and leaves out the cities that
/// take turns.
public final class Fit implements Proof {
  private static final Path MODEL =
      Path.of("enrichment/src/main/resources/dev/placemill/match/match-model.json");
  private static final double LEAST_GEOER_F1 = 0.925;
  private static final double LEAST_LEFT_OUT_CITY_F1 = 0.915;
  private static final double LEAST_OVERTURE_F1 = 0.91;
  private static final double LARGEST_CALIBRATION_ERROR = 0.01;
  private static final double LEAST_HIGH_PRECISION = 0.98;

  private final Clock clock;

  public Fit(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    Path data = setup.testData();
    if (data == null) {
      throw new IllegalArgumentException(
          "fit needs the labelled pairs; set PLACEMILL_TEST_DATA to the directory that holds them.");
    }
    CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
    Measuring measuring = new Measuring(taxonomy, data);
    ObjectNode fitted = measuring.fitAll();
    Map<String, Double> figures = new LinkedHashMap<>();
    ScoredPairs all = Measuring.judgeTestSplits(MatchModel.of(fitted), taxonomy, data, figures);
    figures.put("geoer_f1", mean(figures));
    figures.put("ece", all.calibrationError());
    figures.put("high_precision", all.from(Confidence.HIGH).precision());
    figures.put("overture_f1", Measuring.meanF1(measuring.overtureRounds()));
    if (!setup.quick()) {
      figures.put("left_out_city_f1", measuring.leftOutCityF1());
      write(setup.root().resolve(MODEL), fitted, figures);
    }
    return told(figures, setup.quick());
  }

  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static Figures told(Map<String, Double> figures, boolean quick) {
    Figures told = new Figures();
    figures.forEach(
        (key, value) -> told.add(key.replace('/', '_'), key.replace('_', ' '), value, 4));
    require(told, figures, "geoer_f1", LEAST_GEOER_F1);
    require(told, figures, "overture_f1", LEAST_OVERTURE_F1);
    require(told, figures, "high_precision", LEAST_HIGH_PRECISION);
    if (quick) {
      told.note("Quick: nothing was written, and no city was left out.");
    } else {
      require(told, figures, "left_out_city_f1", LEAST_LEFT_OUT_CITY_F1);
    }
    return told.require(
        figures.getOrDefault("ece", 1.0) <= LARGEST_CALIBRATION_ERROR,
        "a calibration error of at most " + LARGEST_CALIBRATION_ERROR);
  }

  private static void require(Figures told, Map<String, Double> figures, String key, double least) {
    told.require(figures.getOrDefault(key, 0.0) >= least, key + " of at least " + least);
  }

  /// The version is one more than that of the file it replaces.
  private void write(Path file, ObjectNode fitted, Map<String, Double> figures) throws IOException {
    JsonMapper json = new JsonMapper();
    ObjectNode model = json.createObjectNode();
    model.put("version", json.readTree(Files.readString(file)).path("version").asInt(0) + 1);
    model.put("date", LocalDate.ofInstant(clock.instant(), clock.getZone()).toString());
    model.put("command", "PLACEMILL_TEST_DATA=... bench/run fit");
    model.put("seed", ModelFitter.SEED);
    ObjectNode pairs = model.putObject("fitted_on");
    pairs.put(
        "located",
        "train splits of Geo-ER osm_fsq and osm_yelp, Singapore and Toronto, and the same pairs"
            + " with misspelt and abbreviated names at a weight of "
            + ModelFitter.WEIGHT_OF_MISWRITTEN);
    pairs.put(
        "unlocated",
        "Overture match_labels_3000, and the pairs above without coordinates at a weight of "
            + ModelFitter.WEIGHT_OF_STRIPPED);
    ObjectNode measured = model.putObject("measured");
    measured.put(
        "what",
        "F1 at 0.5 on the test splits of Geo-ER and their mean; calibration error over 15 bins and"
            + " precision of 0.9 and more on all of them; Overture cross-validated, three folds"
            + " twice; mean F1 on the test splits of a city whose pairs were not fitted on");
    figures.forEach((key, value) ->
        measured.put(key, Double.parseDouble(String.format(Locale.ROOT, "%.4f", value))));
    model.put(
        "trees_are",
        "nodes from the root down, left before right: feature, counted in cuts from 0 : level, of"
            + " that feature's cuts from 0 : score so far in ten-thousandths; a leaf has the score"
            + " alone");
    model.set("located", fitted.required("located"));
    model.set("unlocated", fitted.required("unlocated"));
    Files.writeString(file, text(model));
  }

  /// One line per tree and row of cuts, so that a person can read where the file changes.
  private static String text(ObjectNode model) {
    StringBuilder text = new StringBuilder();
    append(text, model, "");
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, ObjectNode object, String indent) {
    text.append("{");
    String separator = "\n";
    for (var entry : object.properties()) {
      text.append(separator).append(indent).append("  \"").append(entry.getKey()).append("\": ");
      switch (entry.getValue()) {
        case ObjectNode nested -> append(text, nested, indent + "  ");
        case ArrayNode array when entry.getKey().equals("trees") -> {
          List<String> lines = array.valueStream().map(Object::toString).toList();
          text.append("[\n").append(String.join(",\n", lines)).append("]");
        }
        default -> text.append(entry.getValue());
      }
      separator = ",\n";
    }
    text.append('\n').append(indent).append("}");
  }
}
