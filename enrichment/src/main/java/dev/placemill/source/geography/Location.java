package dev.placemill.source.geography;

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
      String text, double probability, String recordId, @Nullable String url, String reason) {}
}
