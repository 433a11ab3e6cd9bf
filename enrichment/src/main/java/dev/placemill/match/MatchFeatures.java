package dev.placemill.match;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place and a record compared: the value of every [MatchFeature], and the metres between them,
/// null when either has no coordinates.
@SuppressWarnings("EnumOrdinal") // an EnumMap would box a number per feature and pair
final class MatchFeatures {
  private static final double NEAR_METRES = 150;

  /// Two points of one place seldom lie closer, so closer says no more.
  private static final double LEAST_METRES = 20;

  private static final int MOST_COUNTED_NAMESAKES = 50;
  private static final double SAME_STREET = 0.75;
  private static final double OTHER_STREET = 0.45;
  private static final double SAME_BRAND_NAME = 0.6;
  private static final Pattern LEADING_NUMBER = Pattern.compile("^0*(\\d+).*");

  private static final int FEATURES = MatchFeature.values().length;

  /// By the ordinal of the feature; 0 for those that say nothing.
  private final double[] values = new double[FEATURES];

  final @Nullable Double metres;

  private MatchFeatures(@Nullable Double metres) {
    this.metres = metres;
  }

  static MatchFeatures of(
      Clues place, Clues record, NameStatistics statistics, CategoryTaxonomy taxonomy) {
    Double metres =
        place.coordinates() == null || record.coordinates() == null
            ? null
            : (Double) place.coordinates().metresTo(record.coordinates());
    MatchFeatures features = new MatchFeatures(metres);
    features.compareNames(place, record, statistics);
    features.compareAddresses(place.address(), record.address());
    features.compareBrands(place.brands(), record.brands());
    features.compareCategories(place.categories(), record.categories(), taxonomy);
    features.agreeOrConflict(
        place.phones(), record.phones(), MatchFeature.PHONE_AGREES, MatchFeature.PHONE_CONFLICTS);
    features.agreeOrConflict(
        domain(place), domain(record), MatchFeature.WEBSITE_AGREES, MatchFeature.WEBSITE_CONFLICTS);
    return features;
  }

  double of(MatchFeature feature) {
    return values[feature.ordinal()];
  }

  boolean has(MatchFeature feature) {
    return of(feature) > 0;
  }

  private void set(MatchFeature feature, double value) {
    values[feature.ordinal()] = value;
  }

  private void compareNames(Clues place, Clues record, NameStatistics statistics) {
    NameLikeness names = NameLikeness.best(place.names(), record.names(), statistics);
    NameLikeness former = NameLikeness.best(place.names(), record.formerNames(), statistics);
    if (former.betterThan(names)) {
      set(MatchFeature.FORMER_NAME, 1);
      names = former;
    }
    set(MatchFeature.NAME_TRIGRAMS, names.trigrams());
    set(MatchFeature.NAME_WORDS_LEAST, names.wordsLeast());
    set(MatchFeature.NAME_WORDS_MOST, names.wordsMost());
    set(MatchFeature.NAME_JOINED, names.joined());
    set(MatchFeature.NUMBER_CONFLICTS, names.numbersConflict() ? 1 : 0);
    set(MatchFeature.KIND_CONFLICTS, names.kindsConflict() ? 1 : 0);
    int namesakes = statistics.recordsNamed(record.names().getFirst().joined());
    set(
        MatchFeature.NAME_FREQUENCY,
        Math.log1p(Math.min(Math.max(1, namesakes), MOST_COUNTED_NAMESAKES)));
    if (metres != null) {
      double near = Math.exp(-metres / NEAR_METRES);
      set(MatchFeature.LN_METRES, Math.log1p(Math.max(metres, LEAST_METRES)));
      set(MatchFeature.NEAR, near);
      set(MatchFeature.NAME_AND_NEAR, Math.max(names.trigrams(), names.wordsMost()) * near);
    }
  }

  private void compareAddresses(AddressForm place, AddressForm record) {
    boolean otherStreet = compareStreets(place, record);
    compareHouses(place, record, otherStreet);
    comparePostcodes(place, record);
    String city = record.city();
    if (city != null && (city.equals(place.city()) || place.line().contains(city))) {
      set(MatchFeature.CITY_AGREES, 1);
    }
  }

  private boolean compareStreets(AddressForm place, AddressForm record) {
    NameForm one = place.street();
    NameForm other = record.street();
    if (one != null && other != null) {
      double shared = one.trigramsShared(other);
      boolean same =
          shared >= SAME_STREET
              || (!other.isEmpty() && place.line().contains(other.joined()))
              || (!one.isEmpty() && record.line().contains(one.joined()));
      set(MatchFeature.STREET_AGREES, same ? 1 : 0);
      set(MatchFeature.STREET_CONFLICTS, !same && shared < OTHER_STREET ? 1 : 0);
    } else if (one == null && other != null && !place.isEmpty()) {
      lookForStreet(other, place);
    } else if (other == null && one != null && !record.isEmpty()) {
      lookForStreet(one, record);
    }
    return has(MatchFeature.STREET_CONFLICTS);
  }

  private void lookForStreet(NameForm street, AddressForm line) {
    if (street.isEmpty()) {
      return;
    }
    if (line.line().contains(street.joined())) {
      set(MatchFeature.STREET_AGREES, 1);
    } else if (line.saysANumber() && Collections.disjoint(line.words(), street.words())) {
      set(MatchFeature.STREET_CONFLICTS, 1);
    }
  }

  private void compareHouses(AddressForm place, AddressForm record, boolean otherStreet) {
    Collection<String> one = place.houses().isEmpty() ? place.words() : place.houses();
    Collection<String> other = record.houses().isEmpty() ? record.words() : record.houses();
    boolean oneSaysNone = place.houses().isEmpty() && !place.saysANumber();
    boolean otherSaysNone = record.houses().isEmpty() && !record.saysANumber();
    if (oneSaysNone || otherSaysNone || (place.houses().isEmpty() && record.houses().isEmpty())) {
      return;
    }
    if (!Collections.disjoint(one, other)) {
      set(MatchFeature.HOUSE_AGREES, otherStreet ? 0 : 1);
    } else if (Collections.disjoint(leadingNumbers(one), leadingNumbers(other))) {
      set(MatchFeature.HOUSE_CONFLICTS, 1);
    }
  }

  private static Set<String> leadingNumbers(Collection<String> words) {
    Set<String> numbers = new HashSet<>();
    for (String word : words) {
      var matcher = LEADING_NUMBER.matcher(word);
      if (matcher.matches()) {
        numbers.add(matcher.group(1));
      }
    }
    return numbers;
  }

  private void comparePostcodes(AddressForm place, AddressForm record) {
    String one = place.postcode();
    String other = record.postcode();
    if (one != null && other != null) {
      boolean same = one.equals(other);
      set(MatchFeature.POSTCODE_AGREES, same ? 1 : 0);
      set(MatchFeature.POSTCODE_CONFLICTS, same ? 0 : 1);
    } else if ((one != null && record.line().contains(one))
        || (other != null && place.line().contains(other))) {
      set(MatchFeature.POSTCODE_AGREES, 1);
    }
  }

  private void compareBrands(Set<String> one, Set<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    boolean same = !Collections.disjoint(one, other) || alike(one, other);
    set(MatchFeature.BRAND_AGREES, same ? 1 : 0);
    set(MatchFeature.BRAND_CONFLICTS, same ? 0 : 1);
  }

  private static boolean alike(Set<String> one, Set<String> other) {
    for (String a : one) {
      for (String b : other) {
        if (NameForm.of(a).trigramsShared(NameForm.of(b)) >= SAME_BRAND_NAME) {
          return true;
        }
      }
    }
    return false;
  }

  private void compareCategories(List<String> one, List<String> other, CategoryTaxonomy taxonomy) {
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    boolean same =
        one.stream().anyMatch(a -> other.stream().anyMatch(b -> taxonomy.compatible(a, b)));
    set(MatchFeature.CATEGORY_AGREES, same ? 1 : 0);
    set(MatchFeature.CATEGORY_CONFLICTS, same ? 0 : 1);
  }

  private void agreeOrConflict(
      Set<String> one, Set<String> other, MatchFeature agrees, MatchFeature conflicts) {
    if (!one.isEmpty() && !other.isEmpty()) {
      boolean disjoint = Collections.disjoint(one, other);
      set(agrees, disjoint ? 0 : 1);
      set(conflicts, disjoint ? 1 : 0);
    }
  }

  private static Set<String> domain(Clues clues) {
    return clues.domain() == null ? Set.of() : Set.of(clues.domain());
  }
}
