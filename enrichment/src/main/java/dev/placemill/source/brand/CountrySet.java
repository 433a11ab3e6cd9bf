package dev.placemill.source.brand;

import java.util.Arrays;
import java.util.Set;

/// Some of the countries of the world, as codes of ISO 3166-1 alpha-2.
///
/// @param codes with a space before and after each
/// @param allBut whether the codes are those left out
record CountrySet(String codes, boolean allBut) {
  private static final Set<String> TERRITORIES =
      Set.of("AS", "GU", "MP", "PR", "UM", "VI", "CK", "NU", "TK", "FO", "GL", "GG", "IM", "JE");

  /// @param text `DE FR`, or `* CN US` for all but these
  static CountrySet of(String text) {
    boolean allBut = text.startsWith("*");
    return new CountrySet(" " + (allBut ? text.substring(1).strip() : text) + " ", allBut);
  }

  boolean contains(String countryCode) {
    return codes.contains(" " + countryCode + " ") != allBut;
  }

  /// One country, its outlying territories not counted: many chains of the United States also trade
  /// in Puerto Rico and Guam.
  boolean isSingle() {
    return !allBut
        && Arrays.stream(codes.strip().split(" ", -1))
                .filter(code -> !TERRITORIES.contains(code))
                .count()
            == 1;
  }
}
