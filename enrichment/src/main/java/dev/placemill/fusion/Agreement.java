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

/// Whether two values of an attribute can both be right. The same comparison tells which sources
/// agree and, where the truth is known, which values are right.
public final class Agreement {
  private static final double SAME_POINT_METRES = 150;

  private Agreement() {}

  /// Whether two values differ in nothing but how they are written, if at all.
  static boolean isSpellingOnly(Attribute attribute, AttributeValue a, AttributeValue b) {
    return a.equals(b)
        || Normalizer.agreementKey(attribute, a).equals(Normalizer.agreementKey(attribute, b));
  }

  public static boolean between(Attribute attribute, AttributeValue a, AttributeValue b) {
    if (isSpellingOnly(attribute, a, b)) {
      return true;
    }
    return switch (attribute) {
      case NAME, ALT_NAME, OFFICIAL_NAME, BRANCH_NAME, BRAND_NAME, CHAIN_NAME, OPERATOR ->
          oneSaysMore(words(a), words(b));
      case CITY, STATE, COUNTRY -> oneSaysMore(words(a), words(b));
      case CATEGORIES, CUISINES, COMMON_NAMES, FORMER_NAMES, CHAIN_DOMAINS -> overlap(a, b);
      case PAYMENT_METHODS, PHONE_ADDITIONAL -> overlap(a, b);
      case MULTILINGUAL_NAMES -> isSameInALanguage(a, b);
      case WEBSITE -> isSameSite(a, b);
      case LOCATED_WITHIN -> isSameHost(a, b);
      case COORDINATES ->
          a instanceof AttributeValue.Point(var one)
              && b instanceof AttributeValue.Point(var other)
              && one.metresTo(other) <= SAME_POINT_METRES;
      case ADDRESS ->
          a instanceof AttributeValue.Address(var one)
              && b instanceof AttributeValue.Address(var other)
              && new Door(one).agrees(new Door(other));
      case PHONE, EMAIL, OPENING_HOURS, OPEN_CLOSED_STATUS, COUNTRY_CODE -> false;
      case DATE_OPENED, DATE_CLOSED -> oneIsMoreExact(a, b);
      case TIME_ZONE, PLUS_CODE, H3_CELL, CHAIN_ID -> false;
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN, LOGO_URL -> false;
      case MENU_URL, BOOKING_URL, ORDER_URL, PRICE_TIER, WHEELCHAIR, HAS_DELIVERY -> false;
      case HAS_TAKEOUT, HAS_DINING, HAS_OUTDOOR_SEATING, HAS_DRIVE_THROUGH, HAS_WIFI -> false;
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

  /// `2015` and `2015-03-01`.
  private static boolean oneIsMoreExact(AttributeValue a, AttributeValue b) {
    return a instanceof AttributeValue.Text(String one)
        && b instanceof AttributeValue.Text(String other)
        && (one.startsWith(other) || other.startsWith(one));
  }

  private static List<String> words(AttributeValue value) {
    return value instanceof AttributeValue.Text(String text)
        ? FoldedText.of(text).words()
        : List.of();
  }

  /// Names that agree in a language both know, whatever else either says.
  private static boolean isSameInALanguage(AttributeValue a, AttributeValue b) {
    return a instanceof AttributeValue.TextMap(var one)
        && b instanceof AttributeValue.TextMap(var other)
        && one.entrySet().stream()
            .anyMatch(name ->
                FoldedText.of(name.getValue())
                    .equals(FoldedText.of(other.getOrDefault(name.getKey(), ""))));
  }

  /// One host, or the floor of one beside its name.
  private static boolean isSameHost(AttributeValue a, AttributeValue b) {
    if (!(a instanceof AttributeValue.Host one && b instanceof AttributeValue.Host other)) {
      return false;
    }
    if (one.name() != null && other.name() != null) {
      return oneSaysMore(FoldedText.of(one.name()).words(), FoldedText.of(other.name()).words());
    }
    return one.floor() == null || other.floor() == null || one.floor().equals(other.floor());
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
