package dev.placemill.source.geography;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a place is, from the country down, each level with how sure we are and why.
///
/// @param centre of the city, when that is all that is known of the position
record Location(
    String country,
    Finding countryFinding,
    @Nullable Finding state,
    @Nullable Finding city,
    @Nullable Finding zone,
    @Nullable City centre) {
  /// @param recordId in the data it was found in
  /// @param url a page that shows the record, or null
  /// @param reason one sentence without its full stop
  record Finding(
      String text, double probability, String recordId, @Nullable String url, String reason) {
    private static final Set<String> KNOWN_ZONES = ZoneId.getAvailableZoneIds();

    /// Null when this JDK is too old to know the zone.
    static @Nullable Finding ofZone(String zone, double probability, String reason) {
      return KNOWN_ZONES.contains(zone) ? new Finding(zone, probability, zone, null, reason) : null;
    }
  }
}
