package dev.placemill.attribute;

import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What of a value counts when two of them are compared.
final class AgreementKey {
  private AgreementKey() {}

  static String of(Attribute attribute, AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> ofText(attribute, text);
      case AttributeValue.TextList(var texts) ->
          texts.stream()
              .map(text -> text.toLowerCase(Locale.ROOT))
              .collect(Collectors.toCollection(TreeSet::new))
              .toString();
      case AttributeValue.TextMap(var byLanguage) ->
          byLanguage.values().stream()
              .map(AgreementKey::folded)
              .collect(Collectors.toCollection(TreeSet::new))
              .toString();
      case AttributeValue.WholeNumber(int number) -> Integer.toString(number);
      case AttributeValue.Flag(boolean isSo) -> Boolean.toString(isSo);
      case AttributeValue.Host(var name, var type, var floor) ->
          name != null ? folded(name) : Objects.requireNonNullElse(type, "floor " + floor);
      case AttributeValue.Phone phone -> phone.e164();
      case AttributeValue.OpeningHours hours ->
          hours.weekly().isEmpty() ? hours.osm() : new TreeMap<>(hours.weekly()).toString();
      case AttributeValue.Address(var address) -> folded(address.oneLine());
      // Four decimals are about ten metres.
      case AttributeValue.Point(var point) ->
          String.format(Locale.ROOT, "%.4f,%.4f", point.latitude(), point.longitude());
    };
  }

  private static String ofText(Attribute attribute, String text) {
    return switch (attribute) {
      case WEBSITE, MENU_URL, BOOKING_URL, ORDER_URL ->
          WebAddress.findFirst(text).map(AgreementKey::ofAddress).orElse(text);
      case EMAIL, FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN, CHAIN_ID ->
          text.toLowerCase(Locale.ROOT);
      case LOGO_URL, TIME_ZONE, COUNTRY_CODE, PLUS_CODE, H3_CELL, DATE_OPENED, DATE_CLOSED -> text;
      case NAME, ALT_NAME, OFFICIAL_NAME, BRANCH_NAME, BRAND_NAME, CHAIN_NAME, OPERATOR ->
          folded(text);
      case OPEN_CLOSED_STATUS, CITY, STATE, COUNTRY, WHEELCHAIR -> folded(text);
      // No texts; their kinds are told above.
      case COMMON_NAMES, FORMER_NAMES, MULTILINGUAL_NAMES, CHAIN_DOMAINS, CATEGORIES -> text;
      case PHONE, PHONE_ADDITIONAL, OPENING_HOURS, ADDRESS, LOCATED_WITHIN, COORDINATES -> text;
      case CUISINES, PRICE_TIER, PAYMENT_METHODS, HAS_DELIVERY, HAS_TAKEOUT, HAS_DINING -> text;
      case HAS_OUTDOOR_SEATING, HAS_DRIVE_THROUGH, HAS_WIFI -> text;
    };
  }

  private static String ofAddress(WebAddress address) {
    String path = address.path().toLowerCase(Locale.ROOT);
    return address.findRegistrableDomain().orElse(address.host())
        + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private static String folded(String text) {
    return FoldedText.of(text).joined();
  }
}
