package dev.placemill.bench.million;

import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One place as a line of a table that `placemill import` reads.
final class CsvLine {
  private static final List<String> TAGS =
      List.of("phone", "website", "email", "brand", "opening_hours", "cuisine", "wheelchair");

  static final String HEADER =
      "id,name,latitude,longitude,house_number,street,city,postcode,country,category,updated_at,"
          + String.join(",", TAGS)
          + "\n";

  private CsvLine() {}

  static String of(PlaceRecord place) {
    Coordinates coordinates = place.coordinates();
    PostalAddress address = place.address();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(place.id());
    cells.add(place.name());
    cells.add(coordinates == null ? null : coordinates.latitude());
    cells.add(coordinates == null ? null : coordinates.longitude());
    cells.add(address.house());
    cells.add(address.street());
    cells.add(address.city());
    cells.add(address.postalCode());
    cells.add(address.country());
    cells.add(place.categories().isEmpty() ? null : place.categories().getFirst());
    cells.add(place.observedOn());
    TAGS.forEach(tag -> cells.add(place.tags().get(tag)));
    return String.join(",", cells.stream().map(CsvLine::quoted).toList()) + "\n";
  }

  private static String quoted(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
