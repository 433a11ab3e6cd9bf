package dev.placemill.match;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A place and a record compared: the value of every [MatchFeature], and the metres between them,
/// null when either has no coordinates.
@SuppressWarnings("EnumOrdinal") // an EnumMap would box a number per feature and pair
public final class MatchFeatures {
  private static final double NEAR_METRES = 150;

  /// Added to every distance: two points of one place seldom lie closer.
  private static final double LEAST_METRES = 10;

  private static final int MOST_COUNTED_NAMESAKES = 50;
  private static final double SAME_BRAND_NAME = 0.6;
  private static final double COMPATIBLE_CATEGORY = 0.5;
  private static final double SAME_SITE = 0.2;
  private static final double SAME_FRONT_PAGE = 0.8;

  private static final int LOCAL_DIGITS = 7;
  private static final NameForm NO_NAME = NameForm.ofWords(List.of());
  private static final int FEATURES = MatchFeature.values().length;

  /// By the ordinal of the feature; 0 for those that say nothing.
  private final float[] values = new float[FEATURES];

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
    AddressComparison.into(features, place.address(), record.address());
    features.set(
        MatchFeature.BRAND,
        compared(place.brands(), record.brands(), MatchFeatures::isLikeBrand, 1));
    features.set(
        MatchFeature.CATEGORY,
        compared(
            place.categories(), record.categories(), taxonomy::compatible, COMPATIBLE_CATEGORY));
    features.set(
        MatchFeature.PHONE, compared(place.phones(), record.phones(), MatchFeatures::endsAlike, 1));
    features.compareWebsites(place, record);
    return features;
  }

  public double of(MatchFeature feature) {
    return values[feature.ordinal()];
  }

  /// Whether both sides have coordinates.
  public boolean isLocated() {
    return metres != null;
  }

  /// All values by the ordinals of their features; not to be changed.
  float[] values() {
    return values;
  }

  void set(MatchFeature feature, double value) {
    values[feature.ordinal()] = (float) value;
  }

  private void compareNames(Clues place, Clues record, NameStatistics statistics) {
    NamePair names = NamePair.mostAlike(place.names(), record.names());
    if (!record.formerNames().isEmpty()) {
      NamePair former = NamePair.mostAlike(place.names(), record.formerNames());
      if (former.alike() > names.alike()) {
        set(MatchFeature.FORMER_NAME, 1);
        names = former;
      }
    }
    Set<String> addressWords = new HashSet<>(place.address().words());
    addressWords.addAll(record.address().words());
    Set<String> kinds = kinds(place.categories());
    Set<String> otherKinds = kinds(record.categories());
    compareKinds(place, names.one, kinds, record, names.other, otherKinds);
    if (metres != null) {
      names =
          new NamePair(
              unexplained(names.one, names.other, otherKinds),
              unexplained(names.other, names.one, kinds));
    }
    NameComparison comparison =
        new NameComparison(names.one, names.other, addressWords, statistics);
    comparison.into(this);
    set(
        MatchFeature.NAME_IN_ADDRESS,
        Math.max(
            comparison.shareIn(names.one, record.address().words()),
            comparison.shareIn(names.other, place.address().words())));
    double ofOne = namesakes(names.one, statistics);
    double ofOther = namesakes(names.other, statistics);
    set(MatchFeature.NAMESAKES_MOST, Math.max(ofOne, ofOther));
    set(MatchFeature.NAMESAKES_LEAST, Math.min(ofOne, ofOther));
    if (metres != null) {
      set(MatchFeature.LN_METRES, Math.log(LEAST_METRES + metres));
      set(MatchFeature.NAME_AND_NEAR, comparison.mostAlike() * Math.exp(-metres / NEAR_METRES));
    }
  }

  private void compareKinds(
      Clues place,
      NameForm name,
      Set<String> kinds,
      Clues record,
      NameForm other,
      Set<String> otherKinds) {
    Set<String> told = certainKinds(name);
    Set<String> otherTold = certainKinds(other);
    if (place.categories().isEmpty()) {
      set(MatchFeature.KIND_OF_CATEGORY, Math.signum(NameComparison.agreement(told, otherKinds)));
    } else if (record.categories().isEmpty()) {
      set(MatchFeature.KIND_OF_CATEGORY, Math.signum(NameComparison.agreement(otherTold, kinds)));
    }
    boolean accessory =
        isAccessory(place, kinds, otherTold, record)
            || isAccessory(record, otherKinds, told, place);
    set(MatchFeature.ACCESSORY, accessory ? 1 : 0);
  }

  private static boolean isAccessory(
      Clues one, Set<String> kinds, Set<String> toldByOther, Clues other) {
    return one.categories().stream()
        .anyMatch(category ->
            NameWords.isAccessory(category)
                && !other.categories().contains(category)
                && Collections.disjoint(kinds, toldByOther));
  }

  private static Set<String> certainKinds(NameForm name) {
    Set<String> kinds = NameComparison.kinds(name);
    return kinds.isEmpty()
        ? kinds
        : kinds.stream()
            .filter(kind -> !NameWords.isAmbiguous(kind))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> kinds(List<String> categories) {
    return categories.isEmpty() ? Set.of() : NameWords.kindsOfCategory(categories.getFirst());
  }

  /// The name without words for the kind that the other side's category says, as in "Hotel
  /// Hermitage" beside "Hermitage", a hotel. Without coordinates to hold them together, names say
  /// more with those words.
  private static NameForm unexplained(NameForm name, NameForm other, Set<String> otherKinds) {
    if (otherKinds.isEmpty() || name.head() != null) {
      return name;
    }
    List<String> left = new ArrayList<>(name.words().size());
    for (String word : name.words()) {
      if (!NameWords.meansKind(word, otherKinds) || other.words().contains(word)) {
        left.add(word);
      }
    }
    return left.isEmpty() || left.size() == name.words().size() ? name : NameForm.ofWords(left);
  }

  private static double namesakes(NameForm name, NameStatistics statistics) {
    int namesakes = statistics.recordsNamed(name.joined());
    return Math.log1p(Math.min(Math.max(1, namesakes), MOST_COUNTED_NAMESAKES));
  }

  /// One name of each side.
  private record NamePair(NameForm one, NameForm other) {
    double alike() {
      return NameComparison.alike(one, other);
    }

    static NamePair mostAlike(List<NameForm> some, List<NameForm> others) {
      if (some.size() == 1 && others.size() == 1) {
        return new NamePair(some.getFirst(), others.getFirst());
      }
      NamePair best = new NamePair(some.getFirst(), NO_NAME);
      double most = -1;
      for (NameForm one : some) {
        for (NameForm other : others) {
          double alike = NameComparison.alike(one, other);
          if (alike > most) {
            best = new NamePair(one, other);
            most = alike;
          }
        }
      }
      return best;
    }
  }

  /// What the two sides share speaks for it, what they do not share against it, and what one of
  /// them does not have says nothing.
  ///
  /// @param valueOfAlike where nothing is the same but something alike
  private static double compared(
      Collection<String> some,
      Collection<String> others,
      BiPredicate<String, String> alike,
      double valueOfAlike) {
    if (some.isEmpty() || others.isEmpty()) {
      return 0;
    }
    if (!Collections.disjoint(some, others)) {
      return 1;
    }
    for (String one : some) {
      for (String other : others) {
        if (alike.test(one, other)) {
          return valueOfAlike;
        }
      }
    }
    return -1;
  }

  /// Without the country a number may lack its prefix, and without the region its area code.
  private static boolean endsAlike(String one, String other) {
    return one.length() >= LOCAL_DIGITS
        && other.length() >= LOCAL_DIGITS
        && one.regionMatches(
            one.length() - LOCAL_DIGITS, other, other.length() - LOCAL_DIGITS, LOCAL_DIGITS);
  }

  private void compareWebsites(Clues place, Clues record) {
    String one = place.domain();
    String other = record.domain();
    if (one == null || other == null) {
      return;
    }
    boolean same = one.equals(other);
    set(MatchFeature.WEBSITE, same ? 1 : -1);
    String page = place.page();
    String otherPage = record.page();
    if (same && page != null && otherPage != null) {
      boolean deep = !page.isEmpty() && !otherPage.isEmpty();
      set(
          MatchFeature.PAGE,
          page.equals(otherPage) ? page.isEmpty() ? SAME_FRONT_PAGE : 1 : deep ? -1 : SAME_SITE);
    }
  }

  private static boolean isLikeBrand(String one, String other) {
    return NameForm.of(one).trigramsShared(NameForm.of(other)) >= SAME_BRAND_NAME;
  }
}
