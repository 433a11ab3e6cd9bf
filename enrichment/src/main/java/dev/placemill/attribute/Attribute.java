package dev.placemill.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that can be filled of a place. Each is described in `docs/reference/attributes.md`,
/// which a test compares with this list. [AttributeSet] names some of them together, and
/// [AttributeKeys] knows what else they are called.
///
/// The wire name is the key in `enriched_data`, `confidence_scores`, `attribute_status`,
/// `reasoning` and `evidence`, and is never renamed.
public enum Attribute {
  NAME(Kind.TEXT),
  ALT_NAME(Kind.TEXT),
  OFFICIAL_NAME(Kind.TEXT),
  COMMON_NAMES(Kind.TEXT_LIST),
  FORMER_NAMES(Kind.TEXT_LIST),
  MULTILINGUAL_NAMES(Kind.TEXT_MAP),
  BRANCH_NAME(Kind.TEXT),
  BRAND_NAME(Kind.TEXT),
  CHAIN_ID(Kind.TEXT),
  CHAIN_NAME(Kind.TEXT),
  CHAIN_DOMAINS(Kind.TEXT_LIST),
  OPERATOR(Kind.TEXT),
  CATEGORIES(Kind.TEXT_LIST),
  WEBSITE(Kind.TEXT),
  MENU_URL(Kind.TEXT),
  BOOKING_URL(Kind.TEXT),
  ORDER_URL(Kind.TEXT),
  PHONE(Kind.PHONE),
  PHONE_ADDITIONAL(Kind.TEXT_LIST),
  EMAIL(Kind.TEXT),
  OPENING_HOURS(Kind.OPENING_HOURS),
  OPEN_CLOSED_STATUS(Kind.TEXT),
  DATE_OPENED(Kind.TEXT),
  DATE_CLOSED(Kind.TEXT),
  ADDRESS(Kind.ADDRESS),
  LOCATED_WITHIN(Kind.HOST),
  CITY(Kind.TEXT),
  STATE(Kind.TEXT),
  COUNTRY(Kind.TEXT),
  COUNTRY_CODE(Kind.TEXT),
  TIME_ZONE(Kind.TEXT),
  COORDINATES(Kind.COORDINATES),
  PLUS_CODE(Kind.TEXT),
  H3_CELL(Kind.TEXT),
  FACEBOOK(Kind.TEXT),
  INSTAGRAM(Kind.TEXT),
  TIKTOK(Kind.TEXT),
  TWITTER(Kind.TEXT),
  YOUTUBE(Kind.TEXT),
  LINKEDIN(Kind.TEXT),
  LOGO_URL(Kind.TEXT),
  CUISINES(Kind.TEXT_LIST),
  PRICE_TIER(Kind.NUMBER),
  PAYMENT_METHODS(Kind.TEXT_LIST),
  HAS_DELIVERY(Kind.FLAG),
  HAS_TAKEOUT(Kind.FLAG),
  HAS_DINING(Kind.FLAG),
  HAS_OUTDOOR_SEATING(Kind.FLAG),
  HAS_DRIVE_THROUGH(Kind.FLAG),
  HAS_WIFI(Kind.FLAG),
  WHEELCHAIR(Kind.TEXT);

  /// The shape of an attribute's values; one variant of [AttributeValue] each.
  public enum Kind {
    TEXT,
    TEXT_LIST,
    TEXT_MAP,
    NUMBER,
    FLAG,
    PHONE,
    OPENING_HOURS,
    ADDRESS,
    HOST,
    COORDINATES
  }

  /// The accounts of a place, one in each network.
  public static final List<Attribute> SOCIAL_NETWORKS =
      List.of(FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN);

  private static final Map<String, Attribute> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Attribute::wireName, Function.identity()));

  private final Kind kind;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  Attribute(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<Attribute> findByWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
