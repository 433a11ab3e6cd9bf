package dev.placemill.server.cli;

import dev.placemill.evaluation.Hits;
import dev.placemill.evaluation.ScoredPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of an evaluation, for people and for programs. What each means stands in
/// `docs/reference/quality.md`.
sealed interface EvaluationReport permits PairReport, PlaceReport {
  String text();

  Map<String, @Nullable Object> json();

  static Map<String, @Nullable Object> json(Hits hits) {
    return JsonText.object(
        "threshold", rounded(hits.threshold()),
        "precision", rounded(hits.precision()),
        "recall", rounded(hits.recall()),
        "f1", rounded(hits.f1()),
        "right", hits.right(),
        "wrong", hits.wrong(),
        "missed", hits.missed());
  }

  static List<Map<String, @Nullable Object>> reliability(ScoredPairs scored) {
    List<Map<String, @Nullable Object>> bins = new ArrayList<>();
    for (ScoredPairs.Bin bin : scored.reliability()) {
      bins.add(
          JsonText.object(
              "from", rounded(bin.from()),
              "to", rounded(bin.to()),
              "count", bin.pairs(),
              "mean_probability", rounded(bin.mean()),
              "share_right", rounded(bin.share())));
    }
    return bins;
  }

  /// The bins that hold anything: how sure it was, and how often it was right.
  static String reliabilityTable(ScoredPairs scored, String counted, String right) {
    TextTable table = new TextTable("probability", counted, "said", right);
    for (ScoredPairs.Bin bin : scored.reliability()) {
      if (bin.pairs() > 0) {
        table.add(
            String.format(Locale.ROOT, "%.2f to %.2f", bin.from(), bin.to()),
            Long.toString(bin.pairs()),
            share(bin.mean()),
            share(bin.share()));
      }
    }
    return table.text("");
  }

  static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
