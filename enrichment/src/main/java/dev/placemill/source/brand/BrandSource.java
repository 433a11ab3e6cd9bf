package dev.placemill.source.brand;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Inquiry;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows the world's brands: recognises the chain a place belongs to by its name, country and
/// category, and says what the whole chain shares. Needs no network.
public final class BrandSource implements EnrichmentSource {
  static final String NAME = "name-suggestion-index";

  private final CategoryTaxonomy taxonomy;
  private final BrandCatalog catalog;
  private final BrandMatcher matcher;
  private final BrandKnowledge knowledge;

  private BrandSource(BrandCatalog catalog, CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
    this.catalog = catalog;
    matcher = new BrandMatcher(catalog, taxonomy);
    knowledge = new BrandKnowledge(catalog.asOf(), taxonomy);
  }

  /// Reads the brands that come with the library.
  public static BrandSource load() {
    var taxonomy = CategoryTaxonomy.load();
    return new BrandSource(BrandCatalog.load(taxonomy), taxonomy);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return BrandKnowledge.ATTRIBUTES;
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    return switch (matcher.match(BrandQuestion.of(inquiry, taxonomy))) {
      case BrandMatch.NoBrand(var reason) -> new SourceAnswer.NothingKnown(reason);
      case BrandMatch.Recognised found ->
          new SourceAnswer.Found(
              knowledge
                  .of(
                      found,
                      findBornName(inquiry.place().name(), found.brand()),
                      inquiry.findCountryCode().orElse(null))
                  .stream()
                  .filter(observation -> inquiry.wanted().contains(observation.attribute()))
                  .toList(),
              List.of(
                  new RecordMatch(
                      knowledge.evidence(found.brand()),
                      found.brand().name(),
                      found.probability(),
                      null,
                      found.reason())));
    };
  }

  private @Nullable String findBornName(String name, Brand brand) {
    return catalog.names().named(BrandNames.key(name)).contains(brand) ? name.strip() : null;
  }
}
