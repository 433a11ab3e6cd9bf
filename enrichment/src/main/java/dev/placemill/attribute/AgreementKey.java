package dev.placemill.attribute;

import java.util.Locale;
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
      case WEBSITE -> WebAddress.findFirst(text).map(AgreementKey::ofAddress).orElse(text);
      case EMAIL, FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN, CHAIN_ID ->
          text.toLowerCase(Locale.ROOT);
      case LOGO_URL, TIME_ZONE, COUNTRY_CODE -> text;
      case NAME,
          BRAND_NAME,
          CATEGORIES,
          PHONE,
          OPENING_HOURS,
          OPEN_CLOSED_STATUS,
          ADDRESS,
          CITY,
          STATE,
          COUNTRY,
          COORDINATES,
          CUISINES,
          WHEELCHAIR ->
          folded(text);
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
