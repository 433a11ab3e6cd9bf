package dev.placemill.source.brand;

/// Some of the countries of the world, as codes of ISO 3166-1 alpha-2.
///
/// @param codes with a space before and after each
/// @param allBut whether the codes are those left out
record CountrySet(String codes, boolean allBut) {
  /// @param text `DE FR`, or `* CN US` for all but these
  static CountrySet of(String text) {
    boolean allBut = text.startsWith("*");
    return new CountrySet(" " + (allBut ? text.substring(1).strip() : text) + " ", allBut);
  }

  boolean contains(String countryCode) {
    return codes.contains(" " + countryCode + " ") != allBut;
  }

  boolean isSingle() {
    return !allBut && codes.length() == 4;
  }
}
