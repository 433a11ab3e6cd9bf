package dev.placemill.attribute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

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
    lines()
        .forEach(line -> {
          int tab = line.indexOf('\t');
          codeByName.put(line.substring(0, tab), line.substring(tab + 1));
        });
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

  private static List<String> lines() {
    try (InputStream packed = CountryNames.class.getResourceAsStream("country-names.tsv.gz")) {
      var bytes = new GZIPInputStream(Objects.requireNonNull(packed, "country-names.tsv.gz"));
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the names of countries", e);
    }
  }

  /// Every name known, folded.
  Set<String> names() {
    return codeByName.keySet();
  }

  /// Read when first asked for, and shared.
  public static CountryNames load() {
    return Loaded.ALL;
  }

  /// The country that somebody wrote as a name, in any case, or as a code in capitals.
  public Optional<String> find(String written) {
    return findName(FoldedText.of(written).spaced()).or(() -> findCode(written.strip()));
  }

  /// The country of a folded name.
  public Optional<String> findName(String folded) {
    return Optional.ofNullable(codeByName.get(folded));
  }

  /// The country of an ISO code of two or three capitals.
  public Optional<String> findCode(String written) {
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
