package dev.placemill.table;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which column holds which field.
final class ColumnMapping {
  private static final Set<PlaceField> LOCATING =
      Set.of(PlaceField.ADDRESS, PlaceField.STREET, PlaceField.CITY, PlaceField.POSTAL_CODE);

  private static final String NAME = "name";
  private static final String LOCATION = "location";

  private final List<String> header;
  private final Map<PlaceField, Integer> columns;

  private ColumnMapping(List<String> header, Map<PlaceField, Integer> columns) {
    this.header = header;
    this.columns = columns;
  }

  /// Recognises the columns of a header.
  ///
  /// @param byHand columns the person named for a field, which win; a blank one is none
  static ColumnMapping of(List<String> header, Map<String, String> byHand) {
    Map<PlaceField, Integer> columns = new EnumMap<>(PlaceField.class);
    Set<PlaceField> said = EnumSet.noneOf(PlaceField.class);
    byHand.forEach((name, column) -> {
      PlaceField field = fieldNamed(name);
      said.add(field);
      if (!column.isBlank()) {
        columns.put(field, columnNamed(column, header));
      }
    });
    Set<Integer> taken = new HashSet<>(columns.values());
    List<String> folded = header.stream().map(PlaceField::folded).toList();
    for (PlaceField field : PlaceField.values()) {
      if (!said.contains(field)) {
        field.headers().stream()
            .map(folded::indexOf)
            .filter(column -> column >= 0 && taken.add(column))
            .findFirst()
            .ifPresent(column -> columns.put(field, column));
      }
    }
    if (!said.contains(PlaceField.LATITUDE) && !said.contains(PlaceField.LONGITUDE)) {
      addPrefixedCoordinates(header, columns);
    }
    return new ColumnMapping(header, columns);
  }

  /// Pairs such as `store_lat`, `store_lng` when nothing plainer was there.
  private static void addPrefixedCoordinates(
      List<String> header, Map<PlaceField, Integer> columns) {
    if (columns.containsKey(PlaceField.LATITUDE) || columns.containsKey(PlaceField.LONGITUDE)) {
      return;
    }
    int latitude = columnEndingWith(header, Set.of("lat", "latitude"));
    int longitude = columnEndingWith(header, Set.of("lng", "lon", "long", "longitude"));
    if (latitude >= 0 && longitude >= 0) {
      columns.put(PlaceField.LATITUDE, latitude);
      columns.put(PlaceField.LONGITUDE, longitude);
    }
  }

  private static int columnEndingWith(List<String> header, Set<String> lastWords) {
    for (int column = 0; column < header.size(); column++) {
      List<String> words = FoldedText.of(header.get(column)).words();
      if (!words.isEmpty() && lastWords.contains(words.getLast())) {
        return column;
      }
    }
    return -1;
  }

  private static PlaceField fieldNamed(String name) {
    return PlaceField.findByOptionName(name)
        .orElseThrow(() ->
            new UnusableList(
                "column %s=...: there is no field \"%s\"; the fields are %s."
                    .formatted(
                        name,
                        name,
                        Arrays.stream(PlaceField.values())
                            .map(PlaceField::optionName)
                            .collect(Collectors.joining(", ")))));
  }

  private static int columnNamed(String column, List<String> header) {
    int exact = header.indexOf(column);
    int index = exact >= 0 ? exact : folded(header).indexOf(PlaceField.folded(column));
    if (index < 0) {
      throw new UnusableList(
          "There is no column \"%s\"; the columns are %s.".formatted(column, quoted(header)));
    }
    return index;
  }

  private static List<String> folded(List<String> header) {
    return header.stream().map(PlaceField::folded).toList();
  }

  /// Whether some field is read from the column.
  boolean reads(int column) {
    return columns.containsValue(column);
  }

  /// How many fields were recognised.
  int size() {
    return columns.size();
  }

  /// The cell of a field without surrounding blanks; empty when there is no such column.
  String cell(PlaceField field, List<String> cells) {
    Integer column = columns.get(field);
    return column == null || column >= cells.size() ? "" : cells.get(column).strip();
  }

  /// The column of a field as the header has it, or null when there is none.
  @Nullable String column(PlaceField field) {
    Integer column = columns.get(field);
    return column == null ? null : header.get(column).strip();
  }

  /// Which column is read as what, by the fields' names.
  Map<String, String> byField() {
    Map<String, String> byField = new LinkedHashMap<>();
    columns.forEach((field, column) -> byField.put(field.optionName(), header.get(column).strip()));
    return byField;
  }

  /// The columns nothing is read from.
  List<String> unread() {
    return IntStream.range(0, header.size())
        .filter(column -> !reads(column))
        .mapToObj(column -> header.get(column).strip())
        .toList();
  }

  /// One clause for people: which column is read as what.
  String described() {
    return columns.entrySet().stream()
        .map(entry -> {
          String column = header.get(entry.getValue());
          String field = entry.getKey().optionName();
          return PlaceField.folded(column).equals(PlaceField.folded(field))
              ? field
              : "%s (%s)".formatted(field, column.strip());
        })
        .collect(Collectors.joining(", "));
  }

  /// What no column says though every list of places must.
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!columns.containsKey(PlaceField.NAME)) {
      missing.add(NAME);
    }
    boolean coordinates =
        columns.containsKey(PlaceField.LATITUDE) && columns.containsKey(PlaceField.LONGITUDE);
    if (!coordinates && LOCATING.stream().noneMatch(columns::containsKey)) {
      missing.add(LOCATION);
    }
    return missing;
  }

  /// Refuses a list whose columns cannot describe places.
  void requireUsable() {
    List<String> missing = missing();
    if (missing.contains(NAME)) {
      throw new UnusableList(explanation("no column holds the places' names"));
    }
    if (missing.contains(LOCATION)) {
      throw new UnusableList(explanation("no columns hold coordinates or an address"));
    }
  }

  private String explanation(String what) {
    return ("Cannot use this list: %s. Its columns are %s. Recognised are, for example, name, store"
            + " name; latitude, lat; longitude, lng; address, street, city, postcode, country"
            + " (upper or lower case, with blanks or underscores). Or name one yourself with the"
            + " option column: name=%s")
        .formatted(what, quoted(header), example());
  }

  private String example() {
    String first = header.isEmpty() ? "COLUMN" : header.getFirst().strip();
    return first.contains(" ") ? "\"" + first + "\"" : first;
  }

  private static String quoted(List<String> header) {
    int shown = 40;
    String columns =
        header.stream()
            .limit(shown)
            .map(column -> "\"" + column.strip() + "\"")
            .collect(Collectors.joining(", "));
    return header.size() <= shown
        ? columns
        : String.format(Locale.ROOT, "%s and %d more", columns, header.size() - shown);
  }
}
