package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import dev.placemill.source.brand.BrandChooser.Choice;
import java.util.List;
import java.util.Optional;

/// Decides which brand a place's name means: the whole name, the brand the client names, a brand
/// among words that say which branch it is, or a name with one wrong letter, in this order.
final class BrandMatcher {
  private static final double CLAIMED = 0.93;
  private static final double BOTH_SAY_SO = 0.98;
  private static final double WRONG_LETTER = 0.83;
  private static final int SHORTEST_WORD_WITH_SLIP = 4;

  private final BrandCatalog catalog;
  private final CategoryTaxonomy taxonomy;
  private final BrandChooser chooser;
  private final BranchName branchName;

  BrandMatcher(BrandCatalog catalog, CategoryTaxonomy taxonomy) {
    this.catalog = catalog;
    this.taxonomy = taxonomy;
    chooser = new BrandChooser(taxonomy);
    branchName = new BranchName(taxonomy);
  }

  BrandMatch match(BrandQuestion question) {
    boolean isGeneric = isGeneric(question);
    Optional<BrandMatch.Recognised> byName = isGeneric ? Optional.empty() : findByName(question);
    Optional<BrandMatch.Recognised> claimed = findClaimed(question);
    if (claimed.isPresent()) {
      boolean agree =
          byName
              .filter(named -> named.brand().chainId().equals(claimed.get().brand().chainId()))
              .isPresent();
      return agree ? surer(byName.orElseThrow(), claimed.get()) : claimed.get();
    }
    return byName
        .<BrandMatch>map(found -> found)
        .orElseGet(() -> new BrandMatch.NoBrand(whyNone(question, isGeneric)));
  }

  private static BrandMatch.Recognised surer(
      BrandMatch.Recognised named, BrandMatch.Recognised claimed) {
    return new BrandMatch.Recognised(
        named.brand(),
        Math.min(BOTH_SAY_SO, 1 - (1 - named.probability()) * (1 - claimed.probability())),
        named.reason() + " The client names the same brand.");
  }

  private Optional<BrandMatch.Recognised> findClaimed(BrandQuestion question) {
    return Optional.ofNullable(question.claimedBrand())
        .filter(brand -> !brand.isBlank())
        .flatMap(brand -> {
          String key = FoldedText.of(brand).joined();
          return chooser.choose(catalog.names().named(key), key, question);
        })
        .map(choice ->
            recognised(
                choice,
                CLAIMED,
                "The client names the brand %s, known %s."
                    .formatted(choice.brand().name(), choice.reason())));
  }

  private Optional<BrandMatch.Recognised> findByName(BrandQuestion question) {
    if (question.folded().isEmpty()) {
      return Optional.empty();
    }
    return findWhole(question).or(() -> findBranch(question)).or(() -> findMisspelt(question));
  }

  private Optional<BrandMatch.Recognised> findWhole(BrandQuestion question) {
    return choose(question.folded().joined(), question.name(), question)
        .map(choice ->
            recognised(
                choice,
                1,
                "The name is that of the brand %s, known %s."
                    .formatted(choice.brand().name(), choice.reason())));
  }

  private Optional<BrandMatch.Recognised> findBranch(BrandQuestion question) {
    return NamePart.of(question.folded().words()).stream()
        .flatMap(part -> findBranch(part, question).stream())
        .findFirst();
  }

  private Optional<BrandMatch.Recognised> findBranch(NamePart part, BrandQuestion question) {
    return choose(part.key(), part.spaced(), question)
        .flatMap(choice ->
            branchName
                .findProbability(part, choice, question)
                .map(probability ->
                    recognised(
                        choice,
                        probability,
                        "The name is the brand %s, known %s, with words for the branch (%s)."
                            .formatted(
                                choice.brand().name(),
                                choice.reason(),
                                String.join(" ", part.rest())))));
  }

  private Optional<BrandMatch.Recognised> findMisspelt(BrandQuestion question) {
    String key = question.folded().joined();
    if (question.country() == null || key.length() < BrandNames.SHORTEST_WITH_TYPO) {
      return Optional.empty();
    }
    List<Choice> hits =
        catalog.names().near(key).stream()
            .filter(near -> isSlip(question.folded().words().getFirst(), near))
            .flatMap(near -> choose(near, near, question).stream())
            .toList();
    if (hits.stream().map(hit -> hit.brand().chainId()).distinct().count() != 1) {
      return Optional.empty();
    }
    Choice hit = hits.getFirst();
    return Optional.of(
        recognised(
            hit,
            WRONG_LETTER,
            "The name is one letter from that of the brand %s, known %s."
                .formatted(hit.brand().name(), hit.reason())));
  }

  /// Nobody mistakes the first letter, and in a short word or a number every sign counts: the QQ
  /// House is not the QB House.
  private static boolean isSlip(String firstWord, String near) {
    return near.charAt(0) == firstWord.charAt(0)
        && near.chars().noneMatch(Character::isDigit)
        && (firstWord.length() >= SHORTEST_WORD_WITH_SLIP || near.startsWith(firstWord));
  }

  private Optional<Choice> choose(String key, String written, BrandQuestion question) {
    List<Brand> named = catalog.names().named(key);
    // Most words are no brand's name.
    return named.isEmpty()
        ? Optional.empty()
        : chooser.choose(
            named.stream()
                .filter(brand ->
                    !brand.kind().isGenericName(written)
                        && !brand.kind().isGenericName(question.name()))
                .toList(),
            key,
            question);
  }

  /// Says only what the place is: "Bakery", "Pizza Restaurant".
  private boolean isGeneric(BrandQuestion question) {
    return catalog.isNeverABrand(question.name())
        || (taxonomy.isLabel(question.name()) && question.categories().isEmpty());
  }

  private String whyNone(BrandQuestion question, boolean isGeneric) {
    if (isGeneric) {
      return "The name says what the place is, not which chain it belongs to.";
    }
    List<Brand> named = catalog.names().named(question.folded().joined());
    if (named.isEmpty()) {
      return "No known brand bears this name.";
    }
    return question
        .findCountry()
        .map(country ->
            "Brands of this name exist, but none fits in %s.".formatted(CountryPhrase.of(country)))
        .orElse("Brands of this name exist, but without a country none of them can be chosen.");
  }

  private static BrandMatch.Recognised recognised(Choice choice, double factor, String reason) {
    return new BrandMatch.Recognised(choice.brand(), choice.probability() * factor, reason);
  }
}
