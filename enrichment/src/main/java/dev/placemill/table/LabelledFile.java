package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a file of known answers holds, as its header tells.
public enum LabelledFile {
  /// Two descriptions a row, and whether they are of one place.
  PAIRS,
  /// One place a row, and what should be found.
  PLACES;

  static final String LABEL = "label";
  static final String LEFT = "left_";
  static final String RIGHT = "right_";
  static final String EXPECTED = "expected_";
  static final String EXPECTED_ID = "expected_id";

  /// @throws UnusableList when the header is of neither kind, or of both
  public static LabelledFile of(CsvFile file) {
    List<String> header = header(file);
    boolean pairs =
        header.stream().anyMatch(name -> name.startsWith(LEFT) || name.startsWith(RIGHT));
    boolean places = header.stream().anyMatch(name -> name.startsWith(EXPECTED));
    if (pairs && places) {
      throw new UnusableList(
          "%s has columns of pairs (left_..., right_...) and of places (expected_...); one file holds one kind."
              .formatted(file.name()));
    }
    if (pairs) {
      return PAIRS;
    }
    if (places) {
      return PLACES;
    }
    throw new UnusableList(
        ("%s says nowhere what is right. For pairs it needs label, left_name, right_name and more of"
                + " left_... and right_...; for places the columns of a list to enrich and"
                + " expected_id or expected_ATTRIBUTE, where ATTRIBUTE is one of %s. Its columns are %s.")
            .formatted(file.name(), attributes(), String.join(", ", header)));
  }

  static String attributes() {
    return Arrays.stream(Attribute.values())
        .map(Attribute::wireName)
        .collect(Collectors.joining(", "));
  }

  private static List<String> header(CsvFile file) {
    try (var records = file.records();
        var rows = records.iterator()) {
      return rows.next().getFields().stream().map(LabelledFile::plain).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A header as it is compared: `Left Name` is `left_name`.
  static String plain(String header) {
    return header.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
  }
}
