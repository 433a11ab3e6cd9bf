package dev.placemill.reference.file;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What is known of a file of places apart from its places.
///
/// @param format one word, e.g. `osm`
/// @param version the release it was cut from, as its publisher writes it, or null when unknown
/// @param licence what its places may be used for, as its publisher writes it, or null when unknown
/// @param date the day whose state it shows, or null when unknown
public record FileFacts(
    String format, @Nullable String version, @Nullable String licence, @Nullable LocalDate date) {
  /// These facts, apart from what somebody says who knows better.
  public FileFacts unless(
      @Nullable String otherVersion, @Nullable String otherLicence, @Nullable LocalDate otherDate) {
    return new FileFacts(
        format,
        otherVersion != null ? otherVersion : version,
        otherLicence != null ? otherLicence : licence,
        otherDate != null ? otherDate : date);
  }
}
