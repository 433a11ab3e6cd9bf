package dev.placemill.source.brand;

import dev.placemill.attribute.FoldedText;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The website of a brand for customers of one country, chosen among its official ones.
///
/// @param fit whom the site is for, as its address shows
record BrandWebsite(String url, Fit fit) {
  /// Whose site it is.
  enum Fit {
    THIS_COUNTRY,
    ALL_COUNTRIES,
    ANOTHER_COUNTRY
  }

  private static final Set<String> COUNTRY_CODES = Set.of(Locale.getISOCountries());

  /// Country domains that companies of all countries use.
  private static final Set<String> WORLDWIDE_DOMAINS =
      Set.of("co", "io", "tv", "me", "ai", "cc", "ly", "gg", "fm", "to", "eu");

  private static final Set<String> LANGUAGES_ONLY = Set.of("en", "ar", "sv", "ca", "et", "sl");

  /// Empty when no website is known.
  ///
  /// @param country ISO 3166-1 alpha-2, or null when unknown
  static Optional<BrandWebsite> find(Brand brand, @Nullable String country) {
    List<URI> known =
        brand.organisation().websites().stream()
            .flatMap(url -> WebAddress.find(url).stream())
            .toList();
    String name = latinLetters(brand.latinName());
    Comparator<URI> bestFirst =
        Comparator.<URI, Fit>comparing(url -> fit(url, country))
            .thenComparingInt(url -> distance(url, name))
            .thenComparing(url -> !isFrontDoor(url, country))
            .thenComparingInt(url -> depth(url, country));
    return known.stream()
        .min(bestFirst)
        .map(url -> new BrandWebsite(url.toString(), fit(url, country)));
  }

  private static Fit fit(URI url, @Nullable String country) {
    Optional<String> of = findCountry(url);
    if (of.isEmpty()) {
      return Fit.ALL_COUNTRIES;
    }
    return of.get().equals(country) ? Fit.THIS_COUNTRY : Fit.ANOTHER_COUNTRY;
  }

  /// The country the host ends in; where it ends in none, that in the path (`/de/`, `/en-gb/`) or
  /// in front of the host. After a country's own ending those are languages.
  private static Optional<String> findCountry(URI url) {
    String host = url.getHost();
    String ending = host.substring(host.lastIndexOf('.') + 1);
    return Optional.of(ending)
        .filter(domain -> !WORLDWIDE_DOMAINS.contains(domain))
        .flatMap(BrandWebsite::code)
        .or(() -> segments(url).stream().findFirst().flatMap(BrandWebsite::countryIn))
        .or(() -> countryIn(host.substring(0, host.indexOf('.'))));
  }

  /// `gb`, `uk`, `en-gb`, `en_GB`. Two letters alone are a country: most languages bear the letters
  /// of their own, and those that do not and are frequent are left out.
  private static Optional<String> countryIn(String word) {
    String[] parts = word.split("[-_.]", -1);
    if (parts.length == 2 && parts[0].length() == 2 && parts[1].length() == 2) {
      return code(parts[1]).filter(_ -> Set.of(Locale.getISOLanguages()).contains(parts[0]));
    }
    return LANGUAGES_ONLY.contains(word) || word.length() > 3 ? Optional.empty() : code(word);
  }

  private static Optional<String> code(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "UK" -> Optional.of("GB");
      case "USA" -> Optional.of("US");
      default -> COUNTRY_CODES.contains(upper) ? Optional.of(upper) : Optional.empty();
    };
  }

  /// How far the host is from the brand's name: `brand.com`, `brand-shop.com`, `other.com`.
  private static int distance(URI url, String name) {
    if (name.isEmpty()
        || Arrays.stream(url.getHost().split("\\.", -1))
            .anyMatch(label -> latinLetters(label).equals(name))) {
      return 0;
    }
    String host = latinLetters(url.getHost());
    return host.contains(name) ? 1 : 2;
  }

  /// `www.brand.com` or `brand.com`, not `photos.brand.com`.
  private static boolean isFrontDoor(URI url, @Nullable String country) {
    String[] labels = url.getHost().split("\\.", -1);
    boolean isSecondLevel = labels.length > 2 && labels[labels.length - 2].length() <= 3;
    int own = labels.length - (isSecondLevel ? 3 : 2);
    return own == 0
        || (own == 1
            && (labels[0].equals("www") || (country != null && code(labels[0]).isPresent())));
  }

  /// How deep in its site the page lies; the folder of the country asked for does not count.
  private static int depth(URI url, @Nullable String country) {
    List<String> segments = segments(url);
    int own =
        segments.stream()
                .limit(1)
                .flatMap(first -> countryIn(first).stream())
                .toList()
                .contains(country)
            ? 1
            : 0;
    return segments.size() - own + (url.getRawQuery() == null ? 0 : 1);
  }

  private static List<String> segments(URI url) {
    return Arrays.stream(url.getPath().toLowerCase(Locale.ROOT).split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .toList();
  }

  private static String latinLetters(String text) {
    return FoldedText.of(text).joined().replaceAll("[^a-z0-9]", "");
  }
}
