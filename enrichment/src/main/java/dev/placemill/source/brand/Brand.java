package dev.placemill.source.brand;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One brand in one kind of place: a chain of supermarkets that also runs fuel stations is two of
/// these with the same organisation.
///
/// @param id the item in the name-suggestion-index
/// @param kinds what its places are, its own kind first, then those it is also tagged as
/// @param cuisine OpenStreetMap's value, empty when it has none
/// @param name as the brand writes itself in the countries it trades in
/// @param placeName as its places are called, e.g. `Walmart Pharmacy`
/// @param nameCount how many names and spellings are known of it
record Brand(
    String id,
    List<BrandKind> kinds,
    CountrySet countries,
    Organisation organisation,
    String cuisine,
    List<Ending> endings,
    String name,
    String placeName,
    int nameCount) {

  /// The end of a brand.
  ///
  /// @param successor Wikidata id of the brand its places became part of, or null
  record Ending(LocalDate date, @Nullable String successor) {}

  /// The company or brand as Wikidata knows it; texts are empty when unknown.
  ///
  /// @param id Wikidata id
  /// @param label its name in English
  record Organisation(
      String id,
      String label,
      String logo,
      String facebook,
      String instagram,
      String twitter,
      String youtube,
      String linkedin,
      String tiktok,
      List<String> websites) {}

  BrandKind kind() {
    return kinds.getFirst();
  }

  /// Its name in Latin letters where one is known, else as it writes itself.
  String latinName() {
    boolean isLatin = name.chars().anyMatch(letter -> letter < 0x250 && Character.isLetter(letter));
    return isLatin || organisation.label().isEmpty() ? name : organisation.label();
  }

  /// The Wikidata id, else the id in the name-suggestion-index.
  String chainId() {
    return organisation.id().isEmpty() ? id : organisation.id();
  }
}
