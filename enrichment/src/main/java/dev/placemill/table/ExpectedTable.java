package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import dev.placemill.evaluation.ExpectedPlace;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Places of a CSV file with what should be found of them; only one row is held at a time.
public final class ExpectedTable implements Iterator<ExpectedRow>, Closeable {
  private static final String BETWEEN_IDS = "\\s*\\|\\s*";

  private final PlaceTable places;
  private final int idColumn;
  private final Map<Integer, Attribute> attributeColumns;

  private ExpectedTable(PlaceTable places, int idColumn, Map<Integer, Attribute> attributeColumns) {
    this.places = places;
    this.idColumn = idColumn;
    this.attributeColumns = attributeColumns;
  }

  /// Reads what is expected from end to end, so that no row fails later, and begins anew.
  ///
  /// @param byHand which column to read as which field, where the header does not tell
  /// @throws UnusableList when its columns cannot describe places, or expected values cannot be
  ///   read
  public static ExpectedTable open(CsvFile file, Map<String, String> byHand) {
    try (ExpectedTable look = begin(file, byHand)) {
      Faults faults = new Faults();
      while (look.places.hasNext()) {
        look.look(look.places.next(), faults);
      }
      faults.refuseAny(file.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return begin(file, byHand);
  }

  private static ExpectedTable begin(CsvFile file, Map<String, String> byHand) {
    PlaceTable places = PlaceTable.open(file, byHand);
    List<String> header = places.header().stream().map(LabelledFile::plain).toList();
    Map<Integer, Attribute> attributes = new TreeMap<>();
    for (int column = 0; column < header.size(); column++) {
      String name = header.get(column);
      if (name.startsWith(LabelledFile.EXPECTED) && !name.equals(LabelledFile.EXPECTED_ID)) {
        attributes.put(column, attribute(name));
      }
    }
    return new ExpectedTable(places, header.indexOf(LabelledFile.EXPECTED_ID), attributes);
  }

  private static Attribute attribute(String column) {
    return Attribute.findByWireName(column.substring(LabelledFile.EXPECTED.length()))
        .orElseThrow(() ->
            new UnusableList(
                "The column %s names no attribute; there are expected_id and expected_ followed by %s."
                    .formatted(column, LabelledFile.attributes())));
  }

  public List<String> header() {
    return places.header();
  }

  /// Which column is read as what, for people.
  public String mappingDescribed() {
    String expected =
        String.join(
            ", ",
            Stream.concat(
                    judgesRecords() ? Stream.of("id") : Stream.empty(),
                    attributeColumns.values().stream().map(Attribute::wireName))
                .toList());
    return "%s; expected: %s".formatted(places.mappingDescribed(), expected);
  }

  /// Whether the file says which records the places are.
  public boolean judgesRecords() {
    return idColumn >= 0;
  }

  private void look(PlaceRow row, Faults faults) {
    values(row)
        .forEach((attribute, text) -> {
          if (!ExpectedPlace.isReadable(attribute, text)) {
            faults.add(
                row.line(),
                "expected_%s \"%s\" cannot be read".formatted(attribute.wireName(), text));
          }
        });
  }

  @Override
  public boolean hasNext() {
    return places.hasNext();
  }

  @Override
  public ExpectedRow next() {
    PlaceRow row = places.next();
    return new ExpectedRow(row, new ExpectedPlace(records(row), values(row)));
  }

  private @Nullable List<String> records(PlaceRow row) {
    return idColumn < 0
        ? null
        : Arrays.stream(row.cells().get(idColumn).strip().split(BETWEEN_IDS, -1))
            .filter(id -> !id.isEmpty())
            .toList();
  }

  private Map<Attribute, String> values(PlaceRow row) {
    Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    attributeColumns.forEach((column, attribute) -> {
      String text = row.cells().get(column).strip();
      if (!text.isEmpty()) {
        values.put(attribute, text);
      }
    });
    return values;
  }

  @Override
  public void close() throws IOException {
    places.close();
  }
}
