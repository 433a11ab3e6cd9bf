package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/// Countries by name in some eighty languages, or by their ISO codes of two or three letters.
public final class CountryNames {
  private static final ConcurrentMap<String, String> ENGLISH = new ConcurrentHashMap<>();
  private static final Pattern CODE = Pattern.compile("[A-Z]{2,3}");

  private final Map<String, String> codeByName = new HashMap<>();
  private final Map<String, String> codeByIso = new HashMap<>();

  private static final class Loaded {
    static final CountryNames ALL = new CountryNames();
  }

  private CountryNames() {
    for (String line : GeographyFile.lines("country-names.tsv.gz")) {
      int tab = line.indexOf('\t');
      codeByName.put(line.substring(0, tab), line.substring(tab + 1));
    }
    for (String code : Locale.getISOCountries()) {
      codeByIso.put(code, code);
      try {
        codeByIso.put(Locale.of("", code).getISO3Country(), code);
      } catch (MissingResourceException _) {
        // A country without a code of three letters is found by the one of two.
      }
    }
    codeByIso.put("XK", "XK");
    codeByIso.put("UK", "GB");
  }

  /// Read when first asked for, and shared.
  public static CountryNames load() {
    return Loaded.ALL;
  }

  /// The country that somebody wrote as a name, in any case, or as a code in capitals.
  public Optional<String> find(String written) {
    return findName(FoldedText.of(written).spaced()).or(() -> findCode(written.strip()));
  }

  Optional<String> findName(String folded) {
    return Optional.ofNullable(codeByName.get(folded));
  }

  Optional<String> findCode(String written) {
    return CODE.matcher(written).matches()
        ? Optional.ofNullable(codeByIso.get(written))
        : Optional.empty();
  }

  /// The English name of a country.
  ///
  /// @param code ISO 3166-1 alpha-2
  public static String english(String code) {
    return ENGLISH.computeIfAbsent(
        code,
        country ->
            switch (country) {
              // Java's own are "Hong Kong SAR China", "Macao SAR China" and "Myanmar (Burma)".
              case "HK" -> "Hong Kong";
              case "MO" -> "Macao";
              case "MM" -> "Myanmar";
              default -> Locale.of("", country).getDisplayCountry(Locale.ENGLISH);
            });
  }
}
