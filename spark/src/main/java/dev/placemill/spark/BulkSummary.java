package dev.placemill.spark;

import dev.placemill.report.EnrichmentReport;
import dev.placemill.report.ReportText;
import dev.placemill.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a person wants to know when a run is done.
record BulkSummary(BulkOptions options, Bulk.Outcome outcome, double seconds) {
  String text() {
    EnrichmentReport report = outcome.report();
    long now = report.rows() - outcome.before();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d rows in, %d rows out, %.1f s (%.1f places/s)%s",
            options.input(),
            outcome.rows(),
            report.rows(),
            seconds,
            now / Math.max(0.001, seconds),
            outcome.before() == 0
                ? ""
                : "; %d were there from an earlier run".formatted(outcome.before())));
    lines.addAll(new ReportText(report, options.wanted(), "row").lines());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Output: %s, %d file%s of %s",
            options.output(),
            outcome.parts(),
            outcome.parts() == 1 ? "" : "s",
            options.format().wireName()));
    return String.join("\n", lines);
  }

  int exitCode() {
    return ExitCode.ofPlaces(outcome.report().completed(), outcome.report().failed());
  }
}
