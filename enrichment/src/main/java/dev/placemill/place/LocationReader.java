package dev.placemill.place;

import dev.placemill.place.PlaceReader.TypeFault;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads where a place lies: `latitude` and `longitude`, else `wkt_geometry`.
final class LocationReader {
  sealed interface Location {
    record Known(Coordinates coordinates) implements Location {}

    /// No coordinates were given.
    record Absent(String reason) implements Location {}

    record Wrong(String reason) implements Location {}
  }

  private static final String NUMBER = "([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)";
  private static final Pattern POINT =
      Pattern.compile(
          "(?i)(?:SRID=4326;\\s*)?POINT\\s*Z?\\s*\\(\\s*"
              + NUMBER
              + "\\s+"
              + NUMBER
              + "(?:\\s+"
              + NUMBER
              + ")?\\s*\\)");
  private static final int SHOWN_OF_WKT = 40;

  private LocationReader() {}

  static void addTypeFaults(JsonNode inputs, List<TypeFault> faults) {
    addTypeFault(inputs, "latitude", 90, faults);
    addTypeFault(inputs, "longitude", 180, faults);
  }

  private static void addTypeFault(
      JsonNode inputs, String field, int limit, List<TypeFault> faults) {
    JsonNode value = inputs.path(field);
    if (!PlaceReader.isAbsent(value) && !value.isNumber()) {
      faults.add(new TypeFault("/" + field, rule(limit)));
    }
  }

  private static String rule(int limit) {
    return "must be a number between -%d and %d".formatted(limit, limit);
  }

  static Location read(JsonNode inputs) {
    JsonNode latitude = inputs.path("latitude");
    JsonNode longitude = inputs.path("longitude");
    if (latitude.isNumber() && longitude.isNumber()) {
      return checked(latitude.asDouble(), longitude.asDouble());
    }
    String wkt = PlaceReader.text(inputs, "wkt_geometry");
    if (wkt != null) {
      return ofWkt(wkt);
    }
    if (latitude.isNumber() || longitude.isNumber()) {
      return new Location.Wrong(
          latitude.isNumber()
              ? "latitude is given without longitude; give both or neither"
              : "longitude is given without latitude; give both or neither");
    }
    return new Location.Absent(
        "cannot be located: give latitude and longitude, or an address with a street, a city or a"
            + " postcode");
  }

  private static Location ofWkt(String wkt) {
    Matcher point = POINT.matcher(wkt);
    if (!point.matches()) {
      String shown = wkt.length() > SHOWN_OF_WKT ? wkt.substring(0, SHOWN_OF_WKT) + "…" : wkt;
      return new Location.Wrong("wkt_geometry must be POINT(longitude latitude), was " + shown);
    }
    return checked(Double.parseDouble(point.group(2)), Double.parseDouble(point.group(1)));
  }

  private static Location checked(double latitude, double longitude) {
    if (latitude == 0 && longitude == 0) {
      return new Location.Absent(
          "cannot be located: 0,0 is in the sea off Africa, a usual sign of missing coordinates,"
              + " and there is no address");
    }
    String fault = findFault(latitude, longitude);
    return fault == null
        ? new Location.Known(new Coordinates(latitude, longitude))
        : new Location.Wrong(fault);
  }

  private static @Nullable String findFault(double latitude, double longitude) {
    if (!isWithin(latitude, 90)) {
      boolean looksSwapped = isWithin(latitude, 180) && isWithin(longitude, 90);
      return "latitude %s, was %s%s"
          .formatted(
              rule(90),
              shown(latitude),
              looksSwapped ? "; perhaps latitude and longitude are swapped" : "");
    }
    return isWithin(longitude, 180)
        ? null
        : "longitude %s, was %s".formatted(rule(180), shown(longitude));
  }

  private static boolean isWithin(double degrees, int limit) {
    return degrees >= -limit && degrees <= limit;
  }

  private static String shown(double degrees) {
    String text = Double.toString(degrees);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
