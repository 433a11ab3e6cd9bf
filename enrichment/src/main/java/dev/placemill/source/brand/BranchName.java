package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.source.brand.BranchWords.Sense;
import dev.placemill.source.brand.BrandChooser.Choice;
import java.util.List;
import java.util.Optional;

/// How sure it is that a name with a brand's name in it is a branch of the brand: "IKEA Berlin" is,
/// "Target Shooting Club" is not.
final class BranchName {
  private static final double PLAIN = 0.96;
  private static final double SPOT_IN_TOWN = 0.94;
  private static final double NAMED_SPOT = 0.90;
  private static final double NOTHING_SHOWS_IT = 0.78;
  private static final double BRAND_NOT_FIRST = 0.95;
  private static final int SHORTEST_FAMOUS = 5;
  private static final int LONG = 10;

  private final BranchWords words;

  BranchName(CategoryTaxonomy taxonomy) {
    words = new BranchWords(taxonomy);
  }

  Optional<Double> findProbability(NamePart part, Choice choice, BrandQuestion question) {
    RestOfName rest = words.read(part.rest(), question.placeWords(), choice.brand().kind());
    if (rest.contradicts() || rest.isMostlyUnknown()) {
      return Optional.empty();
    }
    if (part.before() > 0) {
      return isIntroduced(part, choice, question)
          ? after(part, choice, rest).map(probability -> probability * BRAND_NOT_FIRST)
          : Optional.empty();
    }
    return after(part, choice, rest);
  }

  private Optional<Double> after(NamePart part, Choice choice, RestOfName rest) {
    if (rest.isPlainBranch()) {
      return Optional.of(PLAIN);
    }
    if (choice.sameCategory()) {
      return Optional.of(rest.isAboutASpot() ? SPOT_IN_TOWN : NAMED_SPOT);
    }
    if (EverydayNames.contains(part.key()) || BranchWords.makeAnotherName(part.after())) {
      return Optional.empty();
    }
    if (rest.isAboutASpot()) {
      return Optional.of(rest.hasUnknown() ? NAMED_SPOT : SPOT_IN_TOWN);
    }
    return isFamous(part, choice.brand()) ? Optional.of(NOTHING_SHOWS_IT) : Optional.empty();
  }

  /// The words before the brand's name say where it is or what it is: "Restaurant McDonald's". An
  /// everyday word needs the very kind of the brand before it: "Boulangerie Paul".
  private boolean isIntroduced(NamePart part, Choice choice, BrandQuestion question) {
    List<String> before = part.rest().subList(0, part.before());
    RestOfName senses = words.read(before, question.placeWords(), choice.brand().kind());
    boolean everyday = EverydayNames.contains(part.key()) && !choice.sameCategory();
    boolean onlyArticles = senses.count(Sense.BRANCH) == before.size();
    return senses.isPlainBranch()
        && (!everyday || senses.count(Sense.OWN_KIND) > 0)
        && (!onlyArticles || part.words().size() > 1);
  }

  /// Known well enough, or long enough, that whoever writes its name first means it.
  private static boolean isFamous(NamePart part, Brand brand) {
    boolean famous =
        brand.organisation().websites().size() >= 2
            && (brand.countries().allBut() || brand.nameCount() >= 3);
    boolean unmistakable = part.words().size() > 1 && part.key().length() >= LONG;
    return part.key().length() >= SHORTEST_FAMOUS && (famous || unmistakable);
  }
}
