package dev.placemill.source.brand;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.FoldedText;
import dev.placemill.source.brand.Brand.Organisation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An account of a brand in a social network.
///
/// Of many brands only the account of one country is known, and its name often says which: the
/// account `StarbucksPhilippines` is none for a place in France, so it is left out there.
record BrandAccount(Attribute network, String url, boolean bearsTheName) {
  private static final Map<Attribute, Function<Organisation, String>> ACCOUNTS =
      Map.of(
          Attribute.FACEBOOK, Organisation::facebook,
          Attribute.INSTAGRAM, Organisation::instagram,
          Attribute.TWITTER, Organisation::twitter,
          Attribute.YOUTUBE, Organisation::youtube,
          Attribute.LINKEDIN, Organisation::linkedin,
          Attribute.TIKTOK, Organisation::tiktok);

  private static final int SHORTEST_NAME_OF_A_COUNTRY = 5;
  private static final Map<String, String> COUNTRY_BY_WORD = countriesByWord();

  static List<Attribute> networks() {
    return ACCOUNTS.keySet().stream().sorted().toList();
  }

  /// Empty when no account is known, or only that of another country.
  static Optional<BrandAccount> find(Attribute network, Brand brand, @Nullable String country) {
    String account = Objects.requireNonNull(ACCOUNTS.get(network)).apply(brand.organisation());
    if (account.isBlank()) {
      return Optional.empty();
    }
    String letters = letters(account);
    String name = letters(brand.latinName());
    boolean bearsTheName = !name.isEmpty() && letters.contains(name);
    Optional<String> of =
        findCountry(bearsTheName ? letters.replace(name, "") : lastWord(account))
            .or(() -> findCountryAtEnd(letters));
    if (of.isPresent() && !of.get().equals(country)) {
      return Optional.empty();
    }
    return WebAddress.find(url(network, account))
        .map(url -> new BrandAccount(network, url.toString(), bearsTheName));
  }

  private static Optional<String> findCountry(String besideTheName) {
    return Optional.ofNullable(COUNTRY_BY_WORD.get(besideTheName));
  }

  private static Optional<String> findCountryAtEnd(String letters) {
    return COUNTRY_BY_WORD.entrySet().stream()
        .filter(country -> country.getKey().length() >= SHORTEST_NAME_OF_A_COUNTRY)
        .filter(country -> letters.endsWith(country.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// `za` of `brand_za`; empty when the account is a single word.
  private static String lastWord(String account) {
    List<String> words = FoldedText.of(account).words();
    return words.size() > 1 ? words.getLast() : "";
  }

  private static String url(Attribute network, String account) {
    if (account.startsWith("http")) {
      return account;
    }
    return switch (network) {
      case FACEBOOK -> "https://www.facebook.com/" + account;
      case INSTAGRAM -> "https://www.instagram.com/" + account;
      case TWITTER -> "https://x.com/" + account;
      case YOUTUBE ->
          "https://www.youtube.com/" + (account.startsWith("@") ? "" : "channel/") + account;
      case LINKEDIN -> "https://www.linkedin.com/company/" + account;
      case TIKTOK -> "https://www.tiktok.com/@" + account;
      default -> throw new IllegalArgumentException(network + " is no social network");
    };
  }

  private static Map<String, String> countriesByWord() {
    var words = new HashMap<String, String>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      words.put(code.toLowerCase(Locale.ROOT), code);
      words.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
      for (Locale language :
          List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"), Locale.of("it"))) {
        words.put(letters(country.getDisplayCountry(language)), code);
      }
    }
    words.put("uk", "GB");
    words.put("brasil", "BR");
    words.put("turkiye", "TR");
    words.put("ksa", "SA");
    words.put("uae", "AE");
    Arrays.asList("", "co", "me", "tv").forEach(words::remove);
    return words;
  }

  private static String letters(String text) {
    return FoldedText.of(text).joined();
  }
}
