package dev.placemill.place;

import java.util.Locale;

/// Why the values a client sent for one place cannot be worked on. The codes are what clients see
/// in `error_code`, so they are never renamed.
public enum InputFault {
  MISSING_NAME("The place has no name, or its name is blank."),
  INVALID_COORDINATES(
      "The coordinates are out of range or incomplete, or `wkt_geometry` is not a point."),
  NOT_LOCATABLE(
      "The place has neither coordinates nor an address with at least a street, a city or a"
          + " postcode. 0,0 counts as no coordinates."),
  TOO_LONG("One of the texts is longer than 2,000 characters.");

  private final String meaning;

  InputFault(String meaning) {
    this.meaning = meaning;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One or two sentences for the documentation.
  public String meaning() {
    return meaning;
  }
}
