package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Chooses among the brands of one name by country and category.
final class BrandChooser {
  private static final double SURE = 0.97;
  private static final double EVERYDAY_WORD = 0.90;
  private static final double NO_COUNTRY = 0.85;
  private static final double OTHER_COUNTRY = 0.55;
  private static final double OTHER_CATEGORY = 0.75;
  private static final double ONE_OF_TWO = 0.60;
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
    return question
        .findCountry()
        .map(country -> inCountry(candidates, key, question, country))
        .orElseGet(() -> anywhere(candidates, key, question));
  }

  private Optional<Choice> inCountry(
      List<Brand> candidates, String key, BrandQuestion question, String country) {
    List<Brand> here =
        candidates.stream().filter(brand -> brand.countries().contains(country)).toList();
    boolean everyday = CommonNames.contains(key);
    if (!here.isEmpty()) {
      double sure = everyday && question.categories().isEmpty() ? EVERYDAY_WORD : SURE;
      return byCategory(here, key, question, sure, "in " + country);
    }
    if (everyday || question.categories().isEmpty()) {
      return Optional.empty();
    }
    return byCategory(
            candidates, key, question, OTHER_COUNTRY, "though not known to trade in " + country)
        .filter(Choice::sameCategory);
  }

  private Optional<Choice> anywhere(List<Brand> candidates, String key, BrandQuestion question) {
    boolean tooShort = key.length() < SHORTEST_WITHOUT_COUNTRY && isLatin(key);
    if (question.categories().isEmpty() && (tooShort || CommonNames.contains(key))) {
      return Optional.empty();
    }
    return byCategory(candidates, key, question, NO_COUNTRY, "as far as known in any country")
        .filter(choice -> choice.probability() > ONE_OF_TWO);
  }

  private Optional<Choice> byCategory(
      List<Brand> candidates, String key, BrandQuestion question, double sure, String where) {
    if (question.categories().isEmpty()) {
      return byOrganisation(candidates, key, question, sure, where);
    }
    List<Brand> fitting =
        candidates.stream().filter(brand -> fits(brand, question.categories())).toList();
    if (!fitting.isEmpty()) {
      return byOrganisation(fitting, key, question, sure, where + " and of this category")
          .map(choice -> new Choice(choice.brand(), choice.probability(), true, choice.reason()));
    }
    return CommonNames.contains(key)
        ? Optional.empty()
        : byOrganisation(
            candidates, key, question, sure * OTHER_CATEGORY, where + ", of another category");
  }

  /// Brands of one organisation are one chain; between several the narrower meaning wins.
  private Optional<Choice> byOrganisation(
      List<Brand> candidates, String key, BrandQuestion question, double sure, String where) {
    List<Brand> living = preferring(brand -> brand.endings().isEmpty(), candidates);
    List<Brand> exact = preferring(brand -> isExactCategory(brand, question), living);
    List<Brand> places = preferring(brand -> brand.kind().weight() > 0, exact);
    List<Brand> own = preferring(brand -> FoldedText.of(brand.name()).joined().equals(key), places);
    Map<String, List<Brand>> chains =
        own.stream()
            .collect(
                Collectors.groupingBy(Brand::chainId, LinkedHashMap::new, Collectors.toList()));
    Brand best = own.stream().max(MAIN_LAST).orElseThrow();
    return switch (chains.size()) {
      case 1 -> Optional.of(new Choice(best, sure, false, where));
      case 2 -> Optional.of(new Choice(best, sure * ONE_OF_TWO, false, where + ", one of two"));
      default -> Optional.empty();
    };
  }

  private static final Comparator<Brand> MAIN_LAST =
      Comparator.<Brand>comparingInt(brand -> brand.kind().weight())
          .thenComparingInt(Brand::nameCount)
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
