package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The states, provinces and regions of countries, by GeoNames' codes.
final class Subdivisions {
  private final Map<String, String> nameByCode = new HashMap<>();
  private final Map<String, String> codeByCountryAndName = new HashMap<>();
  private final Map<String, String> codeByCountryAndLetters = new HashMap<>();

  private Subdivisions() {
    for (String line : GeographyFile.lines("subdivisions.tsv.gz")) {
      String[] fields = line.split("\t", -1);
      String code = fields[0];
      String country = code.substring(0, 3);
      nameByCode.put(code, fields[1]);
      if (!fields[2].isEmpty()) {
        codeByCountryAndLetters.put(country + fields[2], code);
      }
      for (String folded : fields[3].split("\\|", -1)) {
        codeByCountryAndName.putIfAbsent(country + folded, code);
      }
    }
  }

  static Subdivisions load() {
    return new Subdivisions();
  }

  Optional<String> name(String country, String admin) {
    return Optional.ofNullable(nameByCode.get(country + "." + admin));
  }

  /// The code within its country of the subdivision that somebody wrote as a name or in letters.
  Optional<String> find(String country, String written) {
    return findByName(country, FoldedText.of(written).spaced())
        .or(() -> findByLetters(country, written.strip()));
  }

  Optional<String> findByName(String country, String folded) {
    return Optional.ofNullable(codeByCountryAndName.get(country + "." + folded))
        .map(code -> code.substring(3));
  }

  /// By the letters of an address, in capitals: `TX`, `NSW`.
  Optional<String> findByLetters(String country, String letters) {
    return Optional.ofNullable(codeByCountryAndLetters.get(country + "." + letters))
        .map(code -> code.substring(3));
  }
}
