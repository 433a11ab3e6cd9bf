package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;
import dev.placemill.place.PostalAddress;

/// In whose words a name is reported: a name the client gave is kept as it is when we know it to
/// mean the same, so that `München` is confirmed and not corrected to `Munich`.
final class Spelling {
  private Spelling() {}

  static String ofCity(CityCandidate found, PostalAddress address) {
    String given = address.city();
    return given != null && FoldedText.of(given).spaced().equals(found.written())
        ? given.strip()
        : found.city().name();
  }
}
