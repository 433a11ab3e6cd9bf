package dev.placemill.report;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.report.EnrichmentReport.Failure;
import dev.placemill.report.EnrichmentReport.Fill;
import dev.placemill.terminal.ProgressLine;
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

/// A report in words for people: how many places were enriched, why others failed, how much of what
/// is known now.
public final class ReportText {
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

  private final EnrichmentReport report;
  private final Set<Attribute> wanted;
  private final String row;

  /// @param wanted the attributes that were to be filled
  /// @param row what one row of the list is called, e.g. `line`
  public ReportText(EnrichmentReport report, Set<Attribute> wanted, String row) {
    this.report = report;
    this.wanted = wanted;
    this.row = row;
  }

  /// Line by line.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "%d completed, %d failed", report.completed(), report.failed()));
    addFailures(lines);
    addFills(lines);
    return lines;
  }

  private void addFailures(List<String> lines) {
    if (report.failed() == 0) {
      return;
    }
    lines.add("");
    lines.add("Why rows failed");
    for (Failure failure : report.failures().stream().limit(REASONS_SHOWN).toList()) {
      String named = String.join(", ", failure.firstRows());
      lines.add(
          String.format(Locale.ROOT, "  %5d  %s", failure.count(), shortened(failure.example())));
      lines.add(
          String.format(
              Locale.ROOT,
              "         %s (%s%s %s%s)",
              failure.code(),
              row,
              failure.firstRows().size() == 1 ? "" : "s",
              named,
              failure.count() > failure.firstRows().size() ? ", ..." : ""));
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
    Set<Attribute> missing = EnumSet.copyOf(wanted);
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
            .filter(word -> fill.byStatus().containsKey(word.getKey()))
            .map(word -> fill.byStatus().get(word.getKey()) + " " + word.getValue())
            .collect(Collectors.joining(", "))
        + (fill.guesses() == 0 ? "" : " (%d only a guess)".formatted(fill.guesses()));
  }

  private double share(Fill fill) {
    return (double) fill.values() / Math.max(1, report.rows());
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= MESSAGE_WIDTH ? line : line.substring(0, MESSAGE_WIDTH - 3) + "...";
  }
}
