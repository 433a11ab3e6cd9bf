package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Chooses among the brands of one name by country and category.
final class BrandChooser {
  private static final double SURE = 0.97;
  private static final double EVERYDAY_WORD = 0.90;
  private static final double NO_COUNTRY = 0.85;
  private static final double OTHER_COUNTRY = 0.55;
  private static final double OTHER_CATEGORY = 0.75;
  private static final double ONE_OF_SEVERAL = 0.60;
  private static final int FAR_MORE = 3;
  private static final int SHORTEST_WITHOUT_COUNTRY = 5;

  private final CategoryTaxonomy taxonomy;

  /// @param probability that a place of this name is this brand
  /// @param sameCategory the place is known to be of the brand's kind
  /// @param reason how it was chosen, to follow "the name is ..."
  record Choice(Brand brand, double probability, boolean sameCategory, String reason) {}

  BrandChooser(CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  /// Empty when none of the candidates fits or when they are as likely as each other.
  ///
  /// @param key the candidates' common name, folded and without spaces
  Optional<Choice> choose(List<Brand> candidates, String key, BrandQuestion question) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    return question
        .findCountry()
        .map(country -> inCountry(candidates, key, question, country))
        .orElseGet(() -> anywhere(candidates, key, question));
  }

  private Optional<Choice> inCountry(
      List<Brand> candidates, String key, BrandQuestion question, String country) {
    List<Brand> here =
        candidates.stream().filter(brand -> brand.countries().contains(country)).toList();
    boolean everyday = EverydayNames.contains(key);
    if (!here.isEmpty()) {
      double sure = everyday && question.categories().isEmpty() ? EVERYDAY_WORD : SURE;
      return byCategory(here, key, question, sure, "in " + CountryPhrase.of(country));
    }
    if (everyday || question.categories().isEmpty()) {
      return Optional.empty();
    }
    return byCategory(
            candidates,
            key,
            question,
            OTHER_COUNTRY,
            "though not known to trade in " + CountryPhrase.of(country))
        .filter(Choice::sameCategory);
  }

  private Optional<Choice> anywhere(List<Brand> candidates, String key, BrandQuestion question) {
    boolean tooShort = key.length() < SHORTEST_WITHOUT_COUNTRY && isLatin(key);
    if (question.categories().isEmpty() && (tooShort || EverydayNames.contains(key))) {
      return Optional.empty();
    }
    return byCategory(candidates, key, question, NO_COUNTRY, "as far as known in any country")
        .filter(choice -> choice.probability() > ONE_OF_SEVERAL);
  }

  private Optional<Choice> byCategory(
      List<Brand> candidates, String key, BrandQuestion question, double sure, String where) {
    if (question.categories().isEmpty()) {
      return byOrganisation(candidates, key, question, sure, where);
    }
    List<Brand> fitting =
        candidates.stream().filter(brand -> fits(brand, question.categories())).toList();
    if (!fitting.isEmpty()) {
      return byOrganisation(fitting, key, question, sure, where + ", and the category fits")
          .map(choice -> new Choice(choice.brand(), choice.probability(), true, choice.reason()));
    }
    return EverydayNames.contains(key)
        ? Optional.empty()
        : byOrganisation(
            candidates,
            key,
            question,
            sure * OTHER_CATEGORY,
            where + ", though of another category");
  }

  /// Brands of one organisation are one chain; of several, one that is far more common wins.
  private Optional<Choice> byOrganisation(
      List<Brand> candidates, String key, BrandQuestion question, double sure, String where) {
    List<Brand> likely = candidates;
    for (Predicate<Brand> wish : wishes(key, question)) {
      likely = preferring(wish, likely);
    }
    Brand best =
        preferring(brand -> isKey(brand.placeName(), key), likely).stream()
            .max(MAIN_LAST)
            .orElseThrow();
    List<Brand> rivals =
        likely.stream()
            .filter(brand -> !brand.chainId().equals(best.chainId()))
            .filter(brand -> question.country() == null || isAsMain(brand, best))
            .toList();
    long others = rivals.stream().map(Brand::chainId).distinct().count();
    boolean farMore = likely.size() - rivals.size() >= FAR_MORE * rivals.size();
    if (others == 0 || (farMore && question.country() == null)) {
      return Optional.of(new Choice(best, sure, false, where));
    }
    return others == 1 ? oneOfSeveral(best, sure, where) : Optional.empty();
  }

  private static Optional<Choice> oneOfSeveral(Brand best, double sure, String where) {
    return Optional.of(new Choice(best, sure * ONE_OF_SEVERAL, false, where + ", one of several"));
  }

  /// A chain of supermarkets is what a name means before fuel stations of the same name.
  private static boolean isAsMain(Brand rival, Brand best) {
    return rival.kind().weight() >= best.kind().weight() - 1;
  }

  /// What the brand meant most likely is, the weightiest wish first.
  private List<Predicate<Brand>> wishes(String key, BrandQuestion question) {
    return List.of(
        brand -> brand.endings().isEmpty(),
        brand -> isExactCategory(brand, question),
        brand -> brand.kind().weight() > 0,
        brand -> !brand.organisation().id().isEmpty(),
        brand -> isKey(brand.name(), key));
  }

  private static boolean isKey(String name, String key) {
    return BrandNames.key(name).equals(key);
  }

  private static final Comparator<Brand> MAIN_LAST =
      Comparator.<Brand>comparingInt(brand -> 2 * brand.kind().weight() + brand.nameCount())
          .thenComparing(Brand::id, Comparator.reverseOrder());

  private boolean fits(Brand brand, List<String> categories) {
    return brand.kinds().stream()
        .flatMap(kind -> kind.findCategory().stream())
        .anyMatch(own -> categories.stream().anyMatch(known -> taxonomy.compatible(own, known)));
  }

  private boolean isExactCategory(Brand brand, BrandQuestion question) {
    return brand.kind().categories(brand.cuisine(), taxonomy).stream()
            .limit(1)
            .anyMatch(question.categories()::contains)
        || brand.kind().findCategory().filter(question.categories()::contains).isPresent();
  }

  private static List<Brand> preferring(Predicate<Brand> wish, List<Brand> brands) {
    List<Brand> wished = brands.stream().filter(wish).toList();
    return wished.isEmpty() ? brands : wished;
  }

  private static boolean isLatin(String key) {
    return key.chars().allMatch(letter -> letter < 0x250);
  }
}
