package dev.placemill.server.cli;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.server.cli.EnrichmentReport.Failure;
import dev.placemill.server.cli.EnrichmentReport.Fill;
import dev.placemill.table.ResultColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a person wants to know when a list is done.
///
/// @param resumedBatches how many batches an earlier run had begun
record Summary(
    Path input, Path output, EnrichmentReport report, double seconds, int resumedBatches) {
  private static final int BAR_WIDTH = 20;
  private static final int MESSAGE_WIDTH = 140;
  private static final int REASONS_SHOWN = 10;

  /// What people look for first stands first; the accounts follow in one line.
  private static final Map<String, List<Attribute>> GROUPS = groups();

  private static final Map<String, String> STATUS_WORDS =
      new TreeMap<>(Map.of("added", "added", "verified", "confirmed", "corrected", "corrected"));

  private static Map<String, List<Attribute>> groups() {
    Map<String, List<Attribute>> groups = new LinkedHashMap<>();
    List<Attribute> place =
        List.of(
            Attribute.ADDRESS,
            Attribute.CITY,
            Attribute.STATE,
            Attribute.COUNTRY,
            Attribute.COUNTRY_CODE,
            Attribute.TIME_ZONE,
            Attribute.LOCATED_WITHIN,
            Attribute.COORDINATES,
            Attribute.PLUS_CODE,
            Attribute.H3_CELL);
    List<Attribute> chain =
        List.of(
            Attribute.BRAND_NAME,
            Attribute.CHAIN_ID,
            Attribute.CHAIN_NAME,
            Attribute.CHAIN_DOMAINS,
            Attribute.LOGO_URL);
    groups.put(
        "The place",
        Arrays.stream(Attribute.values())
            .filter(attribute ->
                !place.contains(attribute)
                    && !chain.contains(attribute)
                    && !Attribute.SOCIAL_NETWORKS.contains(attribute))
            .toList());
    groups.put("Where it is", place);
    groups.put("Its chain", chain);
    return groups;
  }

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
    for (Failure failure : report.failures().stream().limit(REASONS_SHOWN).toList()) {
      String named =
          failure.firstLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
      lines.add(String.format(Locale.ROOT, "  %5d  %s", failure.count, shortened(failure.example)));
      lines.add(
          String.format(
              Locale.ROOT,
              "         %s (line%s %s%s)",
              failure.code,
              failure.firstLines.size() == 1 ? "" : "s",
              named,
              failure.count > failure.firstLines.size() ? ", ..." : ""));
    }
    int more = report.failures().size() - REASONS_SHOWN;
    if (more > 0) {
      lines.add("         and %d more reasons, in the output".formatted(more));
    }
  }

  private void addFills(List<String> lines) {
    if (report.fills().isEmpty()) {
      return;
    }
    GROUPS.forEach((title, attributes) -> {
      List<Attribute> filled =
          attributes.stream().filter(attribute -> report.fills().containsKey(attribute)).toList();
      if (!filled.isEmpty()) {
        lines.add("");
        lines.add(title);
        filled.forEach(attribute -> lines.add(filled(attribute)));
      }
    });
    String accounts =
        Attribute.SOCIAL_NETWORKS.stream()
            .filter(report.fills()::containsKey)
            .map(account -> "%s %s".formatted(account.wireName(), percent(fill(account))))
            .collect(Collectors.joining(", "));
    if (!accounts.isEmpty()) {
      lines.add("  accounts            " + accounts);
    }
    addNothing(lines);
  }

  /// Names what most people look for, and counts the rest.
  private void addNothing(List<String> lines) {
    Set<Attribute> missing = EnumSet.allOf(Attribute.class);
    missing.removeAll(report.fills().keySet());
    String named =
        AttributeSet.CORE.attributes().stream()
            .filter(missing::contains)
            .map(Attribute::wireName)
            .collect(Collectors.joining(", "));
    missing.removeAll(AttributeSet.CORE.attributes());
    if (!named.isEmpty()) {
      lines.add("");
      lines.add(
          "Nothing found for "
              + named
              + (missing.isEmpty() ? "." : ", and %d more.".formatted(missing.size())));
    }
  }

  private Fill fill(Attribute attribute) {
    return Objects.requireNonNull(report.fills().get(attribute));
  }

  private String filled(Attribute attribute) {
    Fill fill = fill(attribute);
    return String.format(
        Locale.ROOT,
        "  %-19s %s %6s  %s",
        attribute.wireName(),
        ProgressLine.bar(share(fill), BAR_WIDTH),
        percent(fill),
        statuses(fill));
  }

  private String percent(Fill fill) {
    return "%d %%".formatted(Math.round(100 * share(fill)));
  }

  private static String statuses(Fill fill) {
    return STATUS_WORDS.entrySet().stream()
            .filter(word -> fill.byStatus.containsKey(word.getKey()))
            .map(word -> fill.byStatus.get(word.getKey()) + " " + word.getValue())
            .collect(Collectors.joining(", "))
        + (fill.guesses == 0 ? "" : " (%d only a guess)".formatted(fill.guesses));
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
