package dev.placemill.place;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The country a client named, as a code, where that can be told beyond doubt.
final class CountryHint {
  private static final Pattern TWO_LETTERS = Pattern.compile("[A-Z]{2}");
  private static final Map<String, String> CODES = codes();

  private CountryHint() {}

  /// ISO 3166-1 alpha-2 in capitals: the code as given if it has the form of one, else that of the
  /// country named; null when neither helps.
  static @Nullable String find(@Nullable String countryCode, @Nullable String country) {
    if (countryCode != null) {
      String code = countryCode.toUpperCase(Locale.ROOT);
      if (TWO_LETTERS.matcher(code).matches()) {
        return CODES.getOrDefault(code, code);
      }
    }
    return country == null ? null : CODES.get(country.toUpperCase(Locale.ROOT));
  }

  /// Codes by the English name, the two and the three letters of each country.
  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(country.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
      codes.put(country.getISO3Country(), code);
      codes.put(code, code);
    }
    // Codes in wide use that are not the country's own.
    codes.put("UK", "GB");
    codes.put("EL", "GR");
    return Map.copyOf(codes);
  }
}
