package dev.placemill.source.brand;

import java.util.Locale;
import java.util.Set;

/// A country as it is written in the middle of an English sentence.
final class CountryPhrase {
  private static final Set<String> WITH_ARTICLE =
      Set.of(
          "AE", "BS", "CD", "CF", "CG", "DO", "FK", "GB", "GM", "KM", "KY", "MH", "MV", "NL", "PH",
          "SB", "SC", "TC", "US", "VG", "VI");

  private CountryPhrase() {}

  /// @param code ISO 3166-1 alpha-2
  static String of(String code) {
    String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH).replace(" SAR China", "");
    return WITH_ARTICLE.contains(code) ? "the " + name : name;
  }
}
