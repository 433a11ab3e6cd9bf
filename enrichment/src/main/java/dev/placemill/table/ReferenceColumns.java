package dev.placemill.table;

import dev.placemill.reference.file.KeptTags;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the columns of a table of known places mean: the fields of a list to enrich, and beyond
/// them keys of OpenStreetMap, when the row was last looked after, and whether the place is gone.
///
/// @param fields those that lists to enrich have too
/// @param keys of OpenStreetMap by column
/// @param updates columns that hold when the row was last looked after
/// @param closings columns that say whether, or when, the place closed
record ReferenceColumns(
    ColumnMapping fields, Map<Integer, String> keys, Set<Integer> updates, Set<Integer> closings) {
  private static final int DAY_LETTERS = 10;

  private static final Map<String, String> OTHER_WORDS =
      Map.of("brandwikidata", "brand:wikidata", "brandqid", "brand:wikidata");

  private static final Set<String> UPDATES =
      Set.of(
          "updated",
          "updatedat",
          "updatedon",
          "lastupdated",
          "lastupdate",
          "lastmodified",
          "modifiedat",
          "daterefreshed",
          "observedon",
          "lastseen",
          "checkdate");
  private static final Set<String> CLOSINGS =
      Set.of(
          "closed",
          "isclosed",
          "permanentlyclosed",
          "dateclosed",
          "closedat",
          "closedon",
          "closingdate",
          "status",
          "operatingstatus",
          "businessstatus",
          "operationalstatus");
  private static final Set<String> NOT_CLOSED =
      Set.of(
          "",
          "no",
          "false",
          "0",
          "open",
          "operational",
          "active",
          "n",
          "null",
          "none",
          "n/a",
          "-",
          "temporarily_closed",
          "closed_temporarily");
  private static final Set<String> CLOSED =
      Set.of(
          "yes",
          "true",
          "1",
          "y",
          "closed",
          "permanently_closed",
          "closed_permanently",
          "permanently closed",
          "gone",
          "out of business");

  /// @param byHand columns the person named for a field or a key, which win
  /// @throws UnusableList when they cannot describe places
  static ReferenceColumns of(List<String> header, Map<String, String> byHand) {
    Map<String, String> fieldsByHand = new LinkedHashMap<>(byHand);
    Map<Integer, String> keys = new HashMap<>();
    byHand.forEach((name, column) -> {
      int index = header.indexOf(column);
      if (PlaceField.findByOptionName(name).isEmpty() && isKey(name) && index >= 0) {
        fieldsByHand.remove(name);
        keys.put(index, name);
      }
    });
    ColumnMapping fields = ColumnMapping.of(header, fieldsByHand);
    fields.requireUsable();
    Set<Integer> updates = new TreeSet<>();
    Set<Integer> closings = new TreeSet<>();
    for (int column = 0; column < header.size(); column++) {
      String written = header.get(column).strip().toLowerCase(Locale.ROOT);
      String folded = PlaceField.folded(written);
      if (CLOSINGS.contains(folded)) {
        closings.add(column);
      } else if (UPDATES.contains(folded)) {
        updates.add(column);
      } else if (!fields.reads(column) && OTHER_WORDS.containsKey(folded)) {
        keys.putIfAbsent(column, OTHER_WORDS.getOrDefault(folded, written));
      } else if (!fields.reads(column) && isKey(written)) {
        keys.putIfAbsent(column, written);
      }
    }
    return new ReferenceColumns(fields, keys, updates, closings);
  }

  /// With a colon in it, every key is one, so that a column for it is at least no mistake.
  private static boolean isKey(String word) {
    return KeptTags.keep(word) || word.matches("[a-z][a-z_]*(:[A-Za-z0-9_-]+)+");
  }

  String cell(PlaceField field, List<String> cells) {
    return fields.cell(field, cells);
  }

  @Nullable String text(PlaceField field, List<String> cells) {
    String cell = cell(field, cells);
    return cell.isEmpty() ? null : cell;
  }

  Map<String, String> tags(List<String> cells) {
    Map<String, String> tags = new HashMap<>();
    keys.forEach((column, key) -> {
      String cell = cell(column, cells);
      if (!cell.isEmpty()) {
        tags.put(key, cell);
      }
    });
    String status = closings.stream().map(column -> cell(column, cells)).findFirst().orElse("");
    if (status.toLowerCase(Locale.ROOT).matches("temporarily[ _]closed|closed[ _]temporarily")) {
      tags.put("operational_status", "temporarily_closed");
    }
    return tags;
  }

  Optional<LocalDate> findUpdate(List<String> cells) {
    return updates.stream().flatMap(column -> findDay(cell(column, cells)).stream()).findFirst();
  }

  /// A word for it, or the day it closed.
  boolean saysClosed(List<String> cells) {
    return closings.stream()
        .map(column -> cell(column, cells).toLowerCase(Locale.ROOT))
        .filter(word -> !NOT_CLOSED.contains(word))
        .anyMatch(word -> CLOSED.contains(word) || findDay(word).isPresent());
  }

  private static String cell(int column, List<String> cells) {
    return column < cells.size() ? cells.get(column).strip() : "";
  }

  private static Optional<LocalDate> findDay(String text) {
    try {
      return text.length() < DAY_LETTERS
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.substring(0, DAY_LETTERS)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
