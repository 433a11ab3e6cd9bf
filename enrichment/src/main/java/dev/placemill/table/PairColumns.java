package dev.placemill.table;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.PairSide;
import dev.placemill.match.Clues;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The columns of one side of a pair, recognised like those of a list once `left_` or `right_` is
/// taken off.
final class PairColumns {
  private final String prefix;
  private final ColumnMapping mapping;

  private PairColumns(String prefix, ColumnMapping mapping) {
    this.prefix = prefix;
    this.mapping = mapping;
  }

  static PairColumns of(List<String> header, String prefix) {
    List<String> own =
        header.stream()
            .map(LabelledFile::plain)
            .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : "")
            .toList();
    return new PairColumns(prefix, ColumnMapping.of(own, Map.of()));
  }

  void requireAny(String file) {
    if (mapping.size() == 0) {
      throw new UnusableList(
          "%1$s has no column %2$s... that can be compared; recognised are %2$sname, %2$slatitude, %2$slongitude, %2$saddress, %2$sphone, %2$swebsite, %2$scategory."
              .formatted(file, prefix));
    }
  }

  String described() {
    return "(" + mapping.described() + ")";
  }

  void look(List<String> cells, long line, Faults faults) {
    Double latitude = degrees(PlaceField.LATITUDE, 90, cells, line, faults);
    Double longitude = degrees(PlaceField.LONGITUDE, 180, cells, line, faults);
    if (isBlank(PlaceField.LATITUDE, cells) != isBlank(PlaceField.LONGITUDE, cells)
        && (latitude != null || longitude != null)) {
      faults.add(line, "only one of %1$slatitude and %1$slongitude is given".formatted(prefix));
    }
  }

  private boolean isBlank(PlaceField field, List<String> cells) {
    return CoordinateText.of(mapping.cell(field, cells)) instanceof CoordinateText.Absent;
  }

  private @Nullable Double degrees(
      PlaceField field, int most, List<String> cells, long line, Faults faults) {
    String cell = mapping.cell(field, cells);
    return switch (CoordinateText.of(cell)) {
      case CoordinateText.Absent _ -> null;
      case CoordinateText.Degrees(double degrees) when Math.abs(degrees) <= most -> degrees;
      case CoordinateText.Degrees _ -> {
        faults.add(
            line,
            "%s%s \"%s\" is beyond %d degrees".formatted(prefix, field.optionName(), cell, most));
        yield null;
      }
      case CoordinateText.Unreadable _ -> {
        faults.add(line, "%s%s \"%s\" is not a number".formatted(prefix, field.optionName(), cell));
        yield null;
      }
    };
  }

  /// Of cells that were looked at before.
  Clues clues(List<String> cells, CategoryTaxonomy taxonomy) {
    return new PairSide(
            text(PlaceField.NAME, cells),
            coordinates(cells),
            new PostalAddress(
                text(PlaceField.ADDRESS, cells),
                text(PlaceField.HOUSE, cells),
                text(PlaceField.STREET, cells),
                null,
                text(PlaceField.CITY, cells),
                text(PlaceField.STATE, cells),
                text(PlaceField.POSTAL_CODE, cells),
                text(PlaceField.COUNTRY, cells)),
            text(PlaceField.PHONE, cells),
            text(PlaceField.WEBSITE, cells),
            text(PlaceField.BRAND, cells),
            text(PlaceField.CATEGORY, cells))
        .clues(taxonomy);
  }

  private @Nullable String text(PlaceField field, List<String> cells) {
    String cell = mapping.cell(field, cells);
    return cell.isEmpty() ? null : cell;
  }

  private @Nullable Coordinates coordinates(List<String> cells) {
    return CoordinateText.of(mapping.cell(PlaceField.LATITUDE, cells))
                instanceof CoordinateText.Degrees(double latitude)
            && CoordinateText.of(mapping.cell(PlaceField.LONGITUDE, cells))
                instanceof CoordinateText.Degrees(double longitude)
        ? new Coordinates(latitude, longitude)
        : null;
  }
}
