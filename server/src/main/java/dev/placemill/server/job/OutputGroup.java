package dev.placemill.server.job;

import dev.placemill.attribute.Attribute;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Outputs of the newer API that share a sentence and, most of them, a word of confidence.
///
/// @param attributes the one that the group is named for first
record OutputGroup(String wireName, boolean hasConfidence, List<Attribute> attributes) {
  static final List<OutputGroup> ALL =
      List.of(
          judged(
              "open_closed_status",
              Attribute.OPEN_CLOSED_STATUS,
              Attribute.DATE_OPENED,
              Attribute.DATE_CLOSED),
          judged("website", Attribute.WEBSITE),
          judged("phone", Attribute.PHONE, Attribute.PHONE_ADDITIONAL),
          judged("opening_hours", Attribute.OPENING_HOURS),
          judged(
              "name",
              Attribute.NAME,
              Attribute.ALT_NAME,
              Attribute.OFFICIAL_NAME,
              Attribute.COMMON_NAMES,
              Attribute.MULTILINGUAL_NAMES,
              Attribute.BRAND_NAME),
          judged("address", Attribute.ADDRESS),
          judged("categories", Attribute.CATEGORIES),
          judged("coordinates", Attribute.COORDINATES),
          judged("price_tier", Attribute.PRICE_TIER),
          judged("menu", Attribute.MENU_URL),
          judged(
              "chain",
              Attribute.CHAIN_ID,
              Attribute.CHAIN_NAME,
              Attribute.CHAIN_DOMAINS,
              Attribute.LOGO_URL),
          judged("located_within", Attribute.LOCATED_WITHIN),
          explained("cuisine", Attribute.CUISINES),
          explained("facebook", Attribute.FACEBOOK),
          explained("instagram", Attribute.INSTAGRAM),
          explained("tiktok", Attribute.TIKTOK),
          explained(
              "available_services",
              Attribute.HAS_DELIVERY,
              Attribute.HAS_TAKEOUT,
              Attribute.HAS_DINING));

  private static final Set<Attribute> OF_ANY = EnumSet.noneOf(Attribute.class);

  static {
    ALL.forEach(group -> OF_ANY.addAll(group.attributes));
  }

  OutputGroup {
    attributes = List.copyOf(attributes);
  }

  private static OutputGroup judged(String wireName, Attribute... attributes) {
    return new OutputGroup(wireName, true, List.of(attributes));
  }

  private static OutputGroup explained(String wireName, Attribute... attributes) {
    return new OutputGroup(wireName, false, List.of(attributes));
  }

  /// Whether the outputs of the newer API have a field for an attribute.
  static boolean has(Attribute attribute) {
    return OF_ANY.contains(attribute);
  }
}
