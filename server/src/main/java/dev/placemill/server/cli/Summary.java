package dev.placemill.server.cli;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.cli.EnrichmentReport.Failure;
import dev.placemill.server.cli.EnrichmentReport.Fill;
import dev.placemill.server.cli.csv.ResultColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a person wants to know when a list is done.
///
/// @param resumedBatches how many batches an earlier run had begun
record Summary(
    Path input, Path output, EnrichmentReport report, double seconds, int resumedBatches) {
  private static final int BAR_WIDTH = 20;
  private static final int MESSAGE_WIDTH = 100;
  private static final Map<String, String> STATUS_WORDS =
      new TreeMap<>(Map.of("added", "added", "verified", "confirmed", "corrected", "corrected"));

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d rows in, %d rows out, %.1f s (%.1f places/s)",
            input,
            report.rows(),
            report.rows(),
            seconds,
            perSecond()));
    lines.add(
        String.format(Locale.ROOT, "%d completed, %d failed", report.completed(), report.failed()));
    addFailures(lines);
    addFills(lines);
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Output: %s, with %d columns added (%sstatus ...)",
            output,
            ResultColumns.names().size(),
            ResultColumns.PREFIX));
    if (report.noted() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d rows have a remark in %snote.",
              report.noted(),
              ResultColumns.PREFIX));
    }
    lines.add("Next: " + next());
    return String.join("\n", lines);
  }

  private void addFailures(List<String> lines) {
    if (report.failed() == 0) {
      return;
    }
    lines.add("");
    lines.add("Why rows failed");
    for (Failure failure : report.failures()) {
      String named =
          failure.firstLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
      lines.add(
          String.format(
              Locale.ROOT,
              "  %5d  %s (line%s %s%s)",
              failure.count,
              failure.code,
              failure.firstLines.size() == 1 ? "" : "s",
              named,
              failure.count > failure.firstLines.size() ? ", ..." : ""));
      lines.add("         " + shortened(failure.example));
    }
  }

  private void addFills(List<String> lines) {
    if (report.fills().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Filled");
    report
        .fills()
        .forEach((attribute, fill) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  %-18s %s %4s %%  %s",
                    attribute.wireName(),
                    ProgressLine.bar(share(fill), BAR_WIDTH),
                    Math.round(100 * share(fill)),
                    statuses(fill))));
    String nothing =
        Arrays.stream(Attribute.values())
            .filter(attribute -> !report.fills().containsKey(attribute))
            .map(Attribute::wireName)
            .collect(Collectors.joining(", "));
    if (!nothing.isEmpty()) {
      lines.add("  nothing found for " + nothing);
    }
  }

  private static String statuses(Fill fill) {
    return STATUS_WORDS.entrySet().stream()
        .filter(word -> fill.byStatus.containsKey(word.getKey()))
        .map(word -> fill.byStatus.get(word.getKey()) + " " + word.getValue())
        .collect(Collectors.joining(", "));
  }

  private String next() {
    if (report.failed() > 0) {
      return String.format(
          Locale.ROOT,
          "look at the rows with %sstatus \"failed\", mend them, and run the command again.",
          ResultColumns.PREFIX);
    }
    if (!report.fills().containsKey(Attribute.PHONE)) {
      return "placemill import REGION.osm.pbf gives phones, hours and addresses of single places;"
          + " then run the command again.";
    }
    return String.format(Locale.ROOT, "open %s, or see placemill --help.", output);
  }

  private double share(Fill fill) {
    return (double) fill.values / Math.max(1, report.rows());
  }

  private double perSecond() {
    return report.rows() / Math.max(0.001, seconds);
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= MESSAGE_WIDTH ? line : line.substring(0, MESSAGE_WIDTH - 3) + "...";
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", input.toString());
    json.put("output", output.toString());
    json.put("rows_in", report.rows());
    json.put("rows_out", report.rows());
    json.put("completed", report.completed());
    json.put("failed", report.failed());
    json.put("rows_with_note", report.noted());
    json.put("failures", report.failures().stream().map(Summary::json).toList());
    Map<String, Object> filled = new LinkedHashMap<>();
    report.fills().forEach((attribute, fill) -> filled.put(attribute.wireName(), fill.values));
    json.put("filled", filled);
    json.put("seconds", rounded(seconds));
    json.put("places_per_second", rounded(perSecond()));
    json.put("resumed_batches", resumedBatches);
    return json;
  }

  private static Map<String, Object> json(Failure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error_code", failure.code);
    json.put("count", failure.count);
    json.put("example", failure.example);
    json.put("first_lines", failure.firstLines);
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
