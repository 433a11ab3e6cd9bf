package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether two values of an attribute can both be right.
final class Agreement {
  private static final double SAME_POINT_METRES = 150;

  private Agreement() {}

  static boolean between(Attribute attribute, AttributeValue a, AttributeValue b) {
    if (Normalizer.agreementKey(attribute, a).equals(Normalizer.agreementKey(attribute, b))) {
      return true;
    }
    return switch (attribute) {
      case NAME, BRAND_NAME, CITY, STATE, COUNTRY -> oneSaysMore(words(a), words(b));
      case CATEGORIES, CUISINES -> overlap(a, b);
      case WEBSITE -> isSameSite(a, b);
      case COORDINATES ->
          a instanceof AttributeValue.Point(var one)
              && b instanceof AttributeValue.Point(var other)
              && one.metresTo(other) <= SAME_POINT_METRES;
      case CHAIN_ID,
          PHONE,
          EMAIL,
          OPENING_HOURS,
          OPEN_CLOSED_STATUS,
          ADDRESS,
          COUNTRY_CODE,
          TIME_ZONE,
          FACEBOOK,
          INSTAGRAM,
          TIKTOK,
          TWITTER,
          YOUTUBE,
          LINKEDIN,
          LOGO_URL,
          WHEELCHAIR ->
          false;
    };
  }

  /// Whether the client's page is one of the brand's own sites: a brand keeps its name under the
  /// endings of many countries.
  static boolean isSiteOfSameBrand(AttributeValue client, AttributeValue brand) {
    return client instanceof AttributeValue.Text(String one)
        && brand instanceof AttributeValue.Text(String other)
        && Normalizer.domainLabel(one)
            .equals(Normalizer.domainLabel(other).or(() -> Optional.of("")));
  }

  /// "Starbucks" and "Starbucks Coffee" are one name, more or less of it.
  private static boolean oneSaysMore(List<String> a, List<String> b) {
    return !a.isEmpty() && !b.isEmpty() && (a.containsAll(b) || b.containsAll(a));
  }

  private static List<String> words(AttributeValue value) {
    return value instanceof AttributeValue.Text(String text)
        ? FoldedText.of(text).words()
        : List.of();
  }

  private static boolean overlap(AttributeValue a, AttributeValue b) {
    Set<String> shared = new HashSet<>(folded(a));
    shared.retainAll(folded(b));
    return !shared.isEmpty();
  }

  private static Set<String> folded(AttributeValue value) {
    return value instanceof AttributeValue.TextList(var texts)
        ? texts.stream().map(text -> FoldedText.of(text).joined()).collect(Collectors.toSet())
        : Set.of();
  }

  /// Pages of one domain are one site: the front page and the page of a branch do not contradict.
  private static boolean isSameSite(AttributeValue a, AttributeValue b) {
    return a instanceof AttributeValue.Text(String one)
        && b instanceof AttributeValue.Text(String other)
        && Normalizer.registrableDomain(one)
            .equals(Normalizer.registrableDomain(other).or(() -> Optional.of("")));
  }
}
