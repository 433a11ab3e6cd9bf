package dev.placemill.server.cli;

import dev.placemill.attribute.Attribute;
import dev.placemill.report.EnrichmentReport;
import dev.placemill.report.EnrichmentReport.Failure;
import dev.placemill.report.ReportText;
import dev.placemill.table.ResultColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a person wants to know when a list is done.
///
/// @param wanted the attributes that were to be filled
/// @param resumedBatches how many batches an earlier run had begun
record Summary(
    Path input,
    Path output,
    Set<Attribute> wanted,
    EnrichmentReport report,
    double seconds,
    int resumedBatches) {

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
    lines.addAll(new ReportText(report, wanted, "line").lines());
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

  private String next() {
    if (report.failed() > 0) {
      return String.format(
          Locale.ROOT,
          "mend the rows whose %sstatus is \"failed\" in %s, and run the command again.",
          ResultColumns.PREFIX,
          input);
    }
    if (!report.fills().containsKey(Attribute.PHONE)) {
      return "placemill import REGION.osm.pbf, with a file of OpenStreetMap, adds what single places"
          + " have of their own: phones, hours, pages. Then run the command again.";
    }
    return String.format(Locale.ROOT, "open %s, or see placemill --help.", output);
  }

  private double perSecond() {
    return report.rows() / Math.max(0.001, seconds);
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
    report.fills().forEach((attribute, fill) -> filled.put(attribute.wireName(), fill.values()));
    json.put("filled", filled);
    json.put("seconds", rounded(seconds));
    json.put("places_per_second", rounded(perSecond()));
    json.put("resumed_batches", resumedBatches);
    return json;
  }

  private static Map<String, Object> json(Failure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error_code", failure.code());
    json.put("count", failure.count());
    json.put("example", failure.example());
    json.put("first_lines", failure.firstRows().stream().map(Long::valueOf).toList());
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
