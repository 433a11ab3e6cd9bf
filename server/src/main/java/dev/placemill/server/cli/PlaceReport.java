package dev.placemill.server.cli;

import static dev.placemill.server.cli.EvaluationReport.rounded;
import static dev.placemill.server.cli.EvaluationReport.share;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.evaluation.Hits;
import dev.placemill.evaluation.PlaceEvaluation;
import dev.placemill.evaluation.PlaceEvaluation.ValueCounts;
import dev.placemill.evaluation.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How places were recognised, and what values they got.
///
/// @param unusable rows that are no places, so nothing was judged
/// @param incomplete places of which a source could not be asked
/// @param misjudged the file with the rows judged wrongly, `misjudgedRows` of them
record PlaceReport(
    Path input,
    PlaceEvaluation evaluation,
    long unusable,
    long incomplete,
    Path misjudged,
    long misjudgedRows)
    implements EvaluationReport {
  @Override
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add("%s: %,d places".formatted(input, evaluation.places()));
    if (unusable > 0) {
      parts.add("Rows that are no places and were not judged: %,d".formatted(unusable));
    }
    if (incomplete > 0) {
      parts.add("Places of which a source could not be asked: %,d".formatted(incomplete));
    }
    if (evaluation.judgesRecords()) {
      parts.add(records());
    }
    if (!evaluation.values().isEmpty()) {
      parts.add(values());
      parts.add(valuesByWord());
    }
    parts.add(fill());
    parts.add("Misjudged rows: %d, with the reasons in %s".formatted(misjudgedRows, misjudged));
    return String.join("\n\n", parts);
  }

  /// Of records: what was taken is right, or not; what was there and not taken is missed. A place
  /// taken for another misses its own record too.
  private Hits hits() {
    long wrong = evaluation.count(Verdict.WRONG);
    return new Hits(
        0,
        evaluation.count(Verdict.RIGHT),
        wrong + evaluation.count(Verdict.UNEXPECTED),
        wrong + evaluation.count(Verdict.MISSED));
  }

  private String records() {
    TextTable words = new TextTable("how sure", "right", "wrong", "precision");
    for (Confidence word : Confidence.values()) {
      long right = evaluation.count(word, Verdict.RIGHT);
      long wrong = wrong(word);
      if (right + wrong > 0) {
        words.add(
            word.name(),
            Long.toString(right),
            Long.toString(wrong),
            share((double) right / (right + wrong)));
      }
    }
    return String.format(
        Locale.ROOT,
        """
        Records: %d right, %d wrong, %d missed, %d though there is none, %d rightly none
        Precision %.3f, recall %.3f, F1 %.3f; calibration error %.4f

        %s\
        """,
        evaluation.count(Verdict.RIGHT),
        evaluation.count(Verdict.WRONG),
        evaluation.count(Verdict.MISSED),
        evaluation.count(Verdict.UNEXPECTED),
        evaluation.count(Verdict.RIGHTLY_NONE),
        hits().precision(),
        hits().recall(),
        hits().f1(),
        evaluation.matches().calibrationError(),
        words.text("None was recognised."));
  }

  private long wrong(Confidence word) {
    return evaluation.count(word, Verdict.WRONG) + evaluation.count(word, Verdict.UNEXPECTED);
  }

  private String values() {
    TextTable table = new TextTable("value", "right", "wrong", "missing", "precision");
    for (Map.Entry<Attribute, ValueCounts> entry : new TreeMap<>(evaluation.values()).entrySet()) {
      ValueCounts counts = entry.getValue();
      table.add(
          entry.getKey().wireName(),
          Long.toString(counts.right()),
          Long.toString(counts.wrong()),
          Long.toString(counts.missing()),
          precision(counts.right(), counts.wrong()));
    }
    return table.text("");
  }

  private String valuesByWord() {
    TextTable table = new TextTable("how sure of the value", "right", "wrong", "precision");
    for (Confidence word : Confidence.values()) {
      long right = 0;
      long wrong = 0;
      for (ValueCounts counts : evaluation.values().values()) {
        right += counts.rightByWord().getOrDefault(word, 0L);
        wrong += counts.wrongByWord().getOrDefault(word, 0L);
      }
      if (right + wrong > 0) {
        table.add(word.name(), Long.toString(right), Long.toString(wrong), precision(right, wrong));
      }
    }
    return table.text("None of the expected values was given.");
  }

  private static @Nullable String precision(long right, long wrong) {
    return right + wrong == 0 ? null : share((double) right / (right + wrong));
  }

  private String fill() {
    List<String> shares = new ArrayList<>();
    new TreeMap<>(evaluation.filled())
        .forEach((attribute, count) -> {
          if (count > 0) {
            shares.add("%s %d %%".formatted(attribute.wireName(), percent(count)));
          }
        });
    return "Filled: " + (shares.isEmpty() ? "nothing" : String.join(", ", shares));
  }

  private long percent(long count) {
    return Math.round(100.0 * count / Math.max(1, evaluation.places()));
  }

  @Override
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json =
        JsonText.object(
            "input",
            input.toString(),
            "form",
            "places",
            "places",
            evaluation.places(),
            "unusable_rows",
            unusable,
            "incomplete_places",
            incomplete);
    if (evaluation.judgesRecords()) {
      json.put("records", recordsJson());
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    new TreeMap<>(evaluation.values())
        .forEach((attribute, counts) -> values.put(attribute.wireName(), json(counts)));
    json.put("values", values);
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    new TreeMap<>(evaluation.filled())
        .forEach((attribute, count) ->
            filled.put(
                attribute.wireName(), rounded((double) count / Math.max(1, evaluation.places()))));
    json.put("fill", filled);
    json.put("misjudged", misjudgedRows);
    json.put("misjudged_file", misjudged.toString());
    return json;
  }

  private Map<String, @Nullable Object> recordsJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      json.put(verdict.wireName(), evaluation.count(verdict));
    }
    json.put("precision", rounded(hits().precision()));
    json.put("recall", rounded(hits().recall()));
    json.put("f1", rounded(hits().f1()));
    Map<String, @Nullable Object> words = new LinkedHashMap<>();
    for (Confidence word : Confidence.values()) {
      words.put(
          word.name(),
          JsonText.object("right", evaluation.count(word, Verdict.RIGHT), "wrong", wrong(word)));
    }
    json.put("by_confidence", words);
    json.put("calibration_error", rounded(evaluation.matches().calibrationError()));
    json.put("reliability", EvaluationReport.reliability(evaluation.matches()));
    return json;
  }

  private static Map<String, @Nullable Object> json(ValueCounts counts) {
    Map<String, @Nullable Object> words = new LinkedHashMap<>();
    for (Confidence word : Confidence.values()) {
      words.put(
          word.name(),
          JsonText.object(
              "right", counts.rightByWord().getOrDefault(word, 0L),
              "wrong", counts.wrongByWord().getOrDefault(word, 0L)));
    }
    return JsonText.object(
        "right", counts.right(),
        "wrong", counts.wrong(),
        "missing", counts.missing(),
        "by_confidence", words);
  }
}
