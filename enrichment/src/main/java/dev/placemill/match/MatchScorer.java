package dev.placemill.match;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Judges one pair: the probability that a record is the place, and the sentence that says why.
public final class MatchScorer {
  /// A score says no more than this, however many features agree.
  private static final double SUREST = 0.9995;

  private final MatchModel model;
  private final NameStatistics statistics;
  private final CategoryTaxonomy taxonomy;

  public MatchScorer(MatchModel model, NameStatistics statistics, CategoryTaxonomy taxonomy) {
    this.model = model;
    this.statistics = statistics;
    this.taxonomy = taxonomy;
  }

  public Match score(Clues place, Clues record) {
    MatchFeatures features = compare(place, record);
    Map<MatchFeature, Double> terms = new EnumMap<>(MatchFeature.class);
    for (var weight : model.weightsFor(features).byFeature().entrySet()) {
      double term = weight.getValue() * features.of(weight.getKey());
      if (term != 0) {
        terms.put(weight.getKey(), term);
      }
    }
    return new Match(probability(features), features.metres, reason(features), terms);
  }

  /// The probability alone, without the words for it: most candidates are never spoken of.
  double probability(Clues place, Clues record) {
    return probability(compare(place, record));
  }

  private MatchFeatures compare(Clues place, Clues record) {
    return MatchFeatures.of(place, record, statistics, taxonomy);
  }

  private double probability(MatchFeatures features) {
    double score = model.weightsFor(features).score(features);
    return Math.clamp(1 / (1 + Math.exp(-score)), 1 - SUREST, SUREST);
  }

  private static String reason(MatchFeatures features) {
    List<String> parts = new ArrayList<>();
    parts.add(nameReason(features));
    if (features.metres != null) {
      parts.add(
          features.metres < 1000
              ? Math.round(features.metres) + " m away"
              : String.format(Locale.ROOT, "%.1f km away", features.metres / 1000));
    }
    for (Sentence sentence : Sentence.values()) {
      if (features.has(sentence.feature)) {
        parts.add(sentence.words);
      }
    }
    return String.join(", ", parts);
  }

  private static String nameReason(MatchFeatures features) {
    double alike =
        Math.max(features.of(MatchFeature.NAME_JOINED), features.of(MatchFeature.NAME_TRIGRAMS));
    String name = features.has(MatchFeature.FORMER_NAME) ? "former name" : "name";
    return alike >= 1 ? "same " + name : String.format(Locale.ROOT, "%s %.2f alike", name, alike);
  }

  /// What is said of a feature, in the order it is said.
  private enum Sentence {
    PHONE(MatchFeature.PHONE_AGREES, "same phone"),
    OTHER_PHONE(MatchFeature.PHONE_CONFLICTS, "another phone"),
    WEBSITE(MatchFeature.WEBSITE_AGREES, "same website"),
    OTHER_WEBSITE(MatchFeature.WEBSITE_CONFLICTS, "another website"),
    BRAND(MatchFeature.BRAND_AGREES, "same brand"),
    OTHER_BRAND(MatchFeature.BRAND_CONFLICTS, "another brand"),
    CATEGORY(MatchFeature.CATEGORY_AGREES, "fitting category"),
    OTHER_CATEGORY(MatchFeature.CATEGORY_CONFLICTS, "another category"),
    STREET(MatchFeature.STREET_AGREES, "same street"),
    OTHER_STREET(MatchFeature.STREET_CONFLICTS, "another street"),
    HOUSE(MatchFeature.HOUSE_AGREES, "same house number"),
    OTHER_HOUSE(MatchFeature.HOUSE_CONFLICTS, "another house number"),
    POSTCODE(MatchFeature.POSTCODE_AGREES, "same postcode"),
    OTHER_POSTCODE(MatchFeature.POSTCODE_CONFLICTS, "another postcode"),
    NUMBER(MatchFeature.NUMBER_CONFLICTS, "another number in the name"),
    KIND(MatchFeature.KIND_CONFLICTS, "another kind of place by its name");

    private final MatchFeature feature;
    private final String words;

    Sentence(MatchFeature feature, String words) {
      this.feature = feature;
      this.words = words;
    }
  }
}
