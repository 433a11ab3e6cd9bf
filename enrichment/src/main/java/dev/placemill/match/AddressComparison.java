package dev.placemill.match;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two addresses side by side.
final class AddressComparison {
  private static final double STREET_WITHIN = 0.9;
  private static final double SAME_STREET = 0.75;
  private static final double SAME_NUMBER = 0.7;
  private static final double POSTCODE_WITHIN = 0.5;
  private static final double SAME_DISTRICT = 0.8;
  private static final double LIKE_CITY = 0.5;

  /// The gap where either house is unknown or the street is another: about 400 houses.
  private static final double NO_GAP_KNOWN = 6;

  private static final int LARGEST_GAP = 400;

  private AddressComparison() {}

  static void into(MatchFeatures features, AddressForm one, AddressForm other) {
    double street = street(one, other);
    features.set(MatchFeature.STREET, street);
    features.set(MatchFeature.HOUSE, house(one, other));
    features.set(MatchFeature.HOUSE_GAP, gap(one, other, 2 * SAME_STREET - 1 <= street));
    features.set(MatchFeature.UNIT, NameComparison.agreement(one.units(), other.units()));
    features.set(MatchFeature.POSTCODE, postcode(one.postcode(), other.postcode()));
    features.set(MatchFeature.CITY, city(one, other));
    features.set(MatchFeature.COUNTRY, country(one.countryCode(), other.countryCode()));
    features.set(MatchFeature.ADDRESSES, (one.isEmpty() ? 0 : 1) + (other.isEmpty() ? 0 : 1));
    // Where coordinates are known, they say more than the words of a line.
    if (features.metres == null && !one.isEmpty() && !other.isEmpty()) {
      features.set(MatchFeature.ADDRESS_LINE, 2 * lines(one.line(), other.line()) - 1);
    }
  }

  private static double lines(String one, String other) {
    return one.equals(other)
        ? 1
        : NameForm.ofWords(List.of(one)).trigramsShared(NameForm.ofWords(List.of(other)));
  }

  /// From -1, nothing in common, to 1. Where one side is a line whose street was not told apart, it
  /// may still hold the other's.
  private static double street(AddressForm one, AddressForm other) {
    if (one.streets().isEmpty() || other.streets().isEmpty()) {
      return holdsStreet(one, other) || holdsStreet(other, one) ? 1 : 0;
    }
    double best = 0;
    for (NameForm street : one.streets()) {
      for (NameForm another : other.streets()) {
        boolean within =
            street.joined().contains(another.joined())
                || another.joined().contains(street.joined());
        best = Math.max(best, Math.max(street.trigramsShared(another), within ? STREET_WITHIN : 0));
      }
    }
    return 2 * best - 1;
  }

  private static boolean holdsStreet(AddressForm line, AddressForm other) {
    for (NameForm street : other.streets()) {
      if (line.line().contains(street.joined())) {
        return true;
      }
    }
    return false;
  }

  private static double house(AddressForm one, AddressForm other) {
    if (one.houses().isEmpty() || other.houses().isEmpty()) {
      return 0;
    }
    if (!Collections.disjoint(one.houses(), other.houses())) {
      return 1;
    }
    return leastGap(one.houses(), other.houses()) == 0 ? SAME_NUMBER : -1;
  }

  private static double gap(AddressForm one, AddressForm other, boolean sameStreet) {
    return one.houses().isEmpty() || other.houses().isEmpty() || !sameStreet
        ? NO_GAP_KNOWN
        : Math.log1p(leastGap(one.houses(), other.houses()));
  }

  private static int leastGap(Set<String> some, Set<String> others) {
    int least = LARGEST_GAP;
    for (String house : some) {
      for (String another : others) {
        least = Math.min(least, Math.abs(leadingNumber(house) - leadingNumber(another)));
      }
    }
    return least;
  }

  private static int leadingNumber(String house) {
    int number = 0;
    for (int i = 0; i < house.length() && house.charAt(i) >= '0' && house.charAt(i) <= '9'; i++) {
      number = Math.min(1_000_000, number * 10 + house.charAt(i) - '0');
    }
    return number;
  }

  /// Different postcodes conflict the less, the more of their beginnings is the same.
  private static double postcode(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return 0;
    }
    if (one.equals(other)) {
      return 1;
    }
    var both = new Postcodes(one, other);
    return both.isOneWithin() ? POSTCODE_WITHIN : SAME_DISTRICT * both.same() / both.longer() - 1;
  }

  private static double city(AddressForm one, AddressForm other) {
    if (one.city() == null || other.city() == null) {
      return one.sharesCity(other) ? 1 : 0;
    }
    return one.city().equals(other.city()) ? 1 : one.sharesCity(other) ? LIKE_CITY : -1;
  }

  private static double country(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return 0;
    }
    return one.equals(other) ? 1 : -1;
  }
}
