package dev.placemill.match;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Judges one pair: the probability that a record is the place, and the sentence that says why.
public final class MatchScorer {
  /// A score says no more than this, however many features agree.
  private static final double SUREST = 0.9995;

  /// By the trigrams of names. Of the 7,156 pairs in the train splits of Geo-ER that are one place,
  /// 1 is less alike, and the score does not know it either.
  private static final double LITTLE_ALIKE = 0.1;

  private static final double COMPATIBLE = 0.5;
  private static final double CONFLICT = -0.1;

  private final MatchModel model;
  private final NameStatistics statistics;
  private final CategoryTaxonomy taxonomy;

  public MatchScorer(MatchModel model, NameStatistics statistics, CategoryTaxonomy taxonomy) {
    this.model = model;
    this.statistics = statistics;
    this.taxonomy = taxonomy;
  }

  public Match score(Clues place, Clues record) {
    return score(compare(place, record));
  }

  Match score(MatchFeatures features) {
    return new Match(
        probability(features),
        features.metres,
        reason(features),
        model.partFor(features).terms(features));
  }

  /// The probability alone, without the words for it: most candidates are never spoken of.
  public double probability(Clues place, Clues record) {
    return probability(compare(place, record));
  }

  /// Whether the two are worth weighing: some name is a little alike, or a phone, domain or brand
  /// is the same. Of fifty candidates most merely stand near.
  public boolean mayMatch(Clues place, Clues record) {
    return place.names().stream()
            .anyMatch(name ->
                isLittleAlike(name, record.names()) || isLittleAlike(name, record.formerNames()))
        || !Collections.disjoint(place.phones(), record.phones())
        || !Collections.disjoint(place.brands(), record.brands())
        || (place.domain() != null && place.domain().equals(record.domain()));
  }

  /// The same of two names, where it is known how many trigrams they share.
  static boolean isLittleAlike(NameForm name, NameForm other, int shared) {
    return name.trigramsShared(other, shared) >= LITTLE_ALIKE;
  }

  private static boolean isLittleAlike(NameForm name, List<NameForm> others) {
    for (NameForm other : others) {
      if (name.trigramsShared(other) >= LITTLE_ALIKE) {
        return true;
      }
    }
    return false;
  }

  /// What is weighed, for those who fit the weights.
  public static MatchFeatures compare(
      Clues place, Clues record, NameStatistics statistics, CategoryTaxonomy taxonomy) {
    return MatchFeatures.of(place, record, statistics, taxonomy);
  }

  MatchFeatures compare(Clues place, Clues record) {
    return compare(place, record, statistics, taxonomy);
  }

  double probability(MatchFeatures features) {
    double score = model.partFor(features).score(features);
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
      double value = features.of(sentence.feature);
      String words =
          value >= sentence.from ? sentence.agreement : value <= CONFLICT ? sentence.conflict : "";
      if (!words.isEmpty()) {
        parts.add(words);
      }
    }
    return String.join(", ", parts);
  }

  private static String nameReason(MatchFeatures features) {
    double alike =
        Math.max(features.of(MatchFeature.NAME_JOINED), features.of(MatchFeature.NAME_TRIGRAMS));
    String name = features.of(MatchFeature.FORMER_NAME) > 0 ? "former name" : "name";
    return alike >= 1 ? "same " + name : String.format(Locale.ROOT, "%s %.2f alike", name, alike);
  }

  /// What is said of a feature that agrees or conflicts, in the order it is said; what is only
  /// somewhat alike is not worth a word.
  private enum Sentence {
    PHONE(MatchFeature.PHONE, "same phone", "another phone"),
    PAGE(MatchFeature.PAGE, "same page", "another page"),
    WEBSITE(MatchFeature.WEBSITE, "same website", "another website"),
    BRAND(MatchFeature.BRAND, "same brand", "another brand"),
    CATEGORY(MatchFeature.CATEGORY, COMPATIBLE, "fitting category", "another category"),
    STREET(MatchFeature.STREET, COMPATIBLE, "same street", "another street"),
    HOUSE(MatchFeature.HOUSE, COMPATIBLE, "same house number", "another house number"),
    UNIT(MatchFeature.UNIT, COMPATIBLE, "same unit", "another unit"),
    POSTCODE(MatchFeature.POSTCODE, "same postcode", "another postcode"),
    CITY(MatchFeature.CITY, "", "another city"),
    COUNTRY(MatchFeature.COUNTRY, "", "another country"),
    NUMBER(MatchFeature.NAME_NUMBERS, "", "another number in the name"),
    KIND(MatchFeature.NAME_KINDS, "", "another kind of place by its name"),
    PART(MatchFeature.PART_WORDS, "a part by one name", ""),
    HOST(MatchFeature.HOST, "", "one is inside the other by its name");

    private final MatchFeature feature;
    private final double from;
    private final String agreement;
    private final String conflict;

    Sentence(MatchFeature feature, String agreement, String conflict) {
      this(feature, 1, agreement, conflict);
    }

    Sentence(MatchFeature feature, double from, String agreement, String conflict) {
      this.feature = feature;
      this.from = from;
      this.agreement = agreement;
      this.conflict = conflict;
    }
  }
}
