package dev.placemill.place;

/// A point in WGS84 degrees.
public record Coordinates(double latitude, double longitude) {
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  public Coordinates {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be between -90 and 90, was " + latitude);
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException(
          "longitude must be between -180 and 180, was " + longitude);
    }
  }

  /// Great-circle distance in metres on a sphere of the Earth's mean radius.
  public double metresTo(Coordinates other) {
    double latitudes = Math.toRadians(other.latitude - latitude);
    double longitudes = Math.toRadians(other.longitude - longitude);
    double chord =
        Math.pow(Math.sin(latitudes / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(longitudes / 2), 2);
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
  }
}
