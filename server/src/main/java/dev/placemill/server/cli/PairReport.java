package dev.placemill.server.cli;

import static dev.placemill.server.cli.EvaluationReport.rounded;
import static dev.placemill.server.cli.EvaluationReport.share;

import dev.placemill.attribute.Confidence;
import dev.placemill.evaluation.Hits;
import dev.placemill.evaluation.ScoredPairs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How pairs were judged.
///
/// @param misjudged the file with the rows judged wrongly, `misjudgedRows` of them
record PairReport(Path input, ScoredPairs scored, Path misjudged, long misjudgedRows)
    implements EvaluationReport {
  @Override
  public String text() {
    TextTable hits =
        new TextTable("taken", "from", "right", "wrong", "missed", "precision", "recall", "F1");
    add(hits, "by default", scored.from(ScoredPairs.DEFAULT_THRESHOLD));
    add(hits, "at its best here", scored.best());
    add(hits, "HIGH or better", scored.from(Confidence.HIGH));
    return """
    %s: %,d pairs, %,d of them one place

    %s

    Calibration error %s over 15 bins.

    %s

    Misjudged by default: %d, with the reasons in %s\
    """
        .formatted(
            input,
            scored.pairs(),
            scored.samePairs(),
            hits.text(""),
            String.format(Locale.ROOT, "%.4f", scored.calibrationError()),
            EvaluationReport.reliabilityTable(scored, "pairs", "one place"),
            misjudgedRows,
            misjudged);
  }

  private static void add(TextTable table, String name, Hits hits) {
    table.add(
        name,
        share(hits.threshold()),
        Long.toString(hits.right()),
        Long.toString(hits.wrong()),
        Long.toString(hits.missed()),
        share(hits.precision()),
        share(hits.recall()),
        share(hits.f1()));
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return JsonText.object(
        "input", input.toString(),
        "form", "pairs",
        "pairs", scored.pairs(),
        "same", scored.samePairs(),
        "default", EvaluationReport.json(scored.from(ScoredPairs.DEFAULT_THRESHOLD)),
        "best", EvaluationReport.json(scored.best()),
        "high_or_better", EvaluationReport.json(scored.from(Confidence.HIGH)),
        "calibration_error", rounded(scored.calibrationError()),
        "reliability", EvaluationReport.reliability(scored),
        "misjudged", misjudgedRows,
        "misjudged_file", misjudged.toString());
  }
}
